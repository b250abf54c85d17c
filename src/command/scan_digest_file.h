// SPDX-License-Identifier: Apache-2.0
// `consentry scan --digest`: digest.json, the few facts of a scan that tell from day to day what is new
// on a site (core/watch/scan_digest.h).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/consent/service_registry.h"
#include "core/report/scan_report.h"
#include "core/watch/scan_digest.h"

namespace CLI {
class App;
}

namespace consentry {

inline constexpr const char* kScanDigestFile = "digest.json";

struct DigestWords {
  bool wanted = false;
  std::string
      script;  // file name of the tag that the pages should carry; empty: none is looked for
  std::string notice;  // and the version of its notice
};

void add_digest_options(CLI::App& command, DigestWords& words);

// Of one site. `planned`: the phases asked for.
ScanDigest digest_of(const SiteReport& site, const std::vector<Phase>& planned,
                     const DigestWords& words, const ServiceRegistry& registry);

// Of the report's first site, to digest.json in `out`; nothing when it is not wanted. `refused`: what
// was not public and not reached, told as the reason when nothing was measured.
Status write_scan_digest(const std::filesystem::path& out, const ScanReport& report,
                         const DigestWords& words, const std::vector<std::string>& refused);

}  // namespace consentry
