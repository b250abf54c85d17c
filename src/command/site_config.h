// SPDX-License-Identifier: Apache-2.0
// The configuration that a new site begins with, from an address, the services that its owner names
// and, when there is one, what a scan has found there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/consent/service_registry.h"

namespace consentry {

struct NewSite {
  std::string id;                  // "shop-example"
  std::string origin;              // "https://shop.example"
  std::string config;              // JSON, docs/tag.md
  std::vector<std::string> notes;  // what its owner is to look at
};

struct NewSiteWords {
  std::string address;
  std::string id;     // empty: from the address
  std::string owner;  // empty: the host
  std::vector<std::string> languages;
  std::string server;                 // origin that takes choices
  std::vector<std::string> services;  // ids of the registry; the tag loads them
  std::string scan_report;            // report.json's text; empty: no scan
  bool marked_only = false;  // hold back only what the pages mark, not all that nobody marked
};

// invalid_input when the address, the id, a service or the report is none.
Result<NewSite> new_site(const NewSiteWords& words, const ServiceRegistry& registry);

}  // namespace consentry
