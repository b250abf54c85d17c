// SPDX-License-Identifier: Apache-2.0
// scan.json: what was asked for and where its captures lie, so that `consentry judge DIR` can read
// a folder without the command line that made it. Format: docs/formats/scan-folder.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/report/scan_report.h"

namespace consentry {

struct SiteEntry {
  std::string url;
  std::string folder;             // "sites/shop.example-1a2b3c4d", relative to the output folder
  std::vector<std::string> runs;  // run folders in it that have a log, in the order planned
  std::string reason;             // why something is missing; empty when every run ended well
};

struct ScanManifest {
  ScanSettings settings;
  std::vector<SiteEntry> sites;         // in the order asked for
  std::vector<std::string> cross_runs;  // folders below the output folder, "cross/cross-1"
};

std::string to_json(const ScanManifest& manifest);
// One site alone, as it stands in `sites` of the manifest.
std::string to_json(const SiteEntry& site);
// corrupt when the text is no site, or its folder would leave the output folder.
Result<SiteEntry> parse_site_entry(std::string_view text);
// corrupt when the text is no manifest; unsupported when it is of a later format.
Result<ScanManifest> parse_scan_manifest(std::string_view text);

// The folder of a site: its host, and 8 hexadecimal digits of the SHA-256 of its address, so that
// two addresses of one host never share a folder.
std::string site_folder(std::string_view url);

}  // namespace consentry
