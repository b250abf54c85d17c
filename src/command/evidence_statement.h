// SPDX-License-Identifier: Apache-2.0
// What a bundle says of its scan: statement, environment, method and the beginning of the custody
// record. All of it comes from the scan's folder and from what whoever seals states, so that sealing
// again gives the same bytes; what neither of them knows is named as missing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/scan_manifest.h"

namespace consentry {

// What only a person knows. Empty: not stated.
struct SealerWords {
  std::string by;       // who scanned and seals
  std::string reason;   // what for
  std::string vantage;  // from where: country, provider, public address
  std::string clock;    // how the machine's clock was kept
};

struct StatementFiles {
  std::string statement;    // statement.json
  std::string environment;  // environment.json
  std::string method;       // method.json
  std::string custody;      // custody.ndjson
};

StatementFiles make_statements(const std::filesystem::path& folder, const ScanManifest& manifest,
                               const SealerWords& words);

}  // namespace consentry
