// SPDX-License-Identifier: Apache-2.0
// `consentry site import`: another consent manager's configuration becomes a site's.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/consent/rival_import.h"

namespace CLI {
class App;
}

namespace consentry {

struct ImportWords {
  std::string data;
  std::vector<std::string> files;
  std::string format = "auto";
  std::string origin;  // empty: only with dry_run
  std::string id;      // empty: from the origin
  std::string owner;   // empty: the origin's host
  std::string language;
  std::string server;
  bool dry_run = false;
};

struct NewImport {
  std::string id;
  std::string origin;
  std::string config;  // JSON, docs/tag.md
  ImportedSite told;
};

// What the files give; invalid_input also when the outcome could not be published.
Result<NewImport> new_import(const ImportWords& words, const std::vector<RivalFile>& files);

void add_site_import_verb(CLI::App& site, int& status);

}  // namespace consentry
