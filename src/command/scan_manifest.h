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
  std::vector<std::string> runs;  // run folders in it that count, in the order planned
  std::string reason;             // why something is missing; empty when every run ended well
  std::vector<SecondVisit> second_visits = {};
};

// One measurement of all sites. A scan with --repeat has several, which differ in their folders.
struct Captures {
  std::vector<SiteEntry> sites;         // in the order asked for
  std::vector<std::string> cross_runs;  // folders below the output folder, "cross/cross-1"
};

struct ScanManifest : Captures {
  ScanSettings settings;
  std::vector<Captures> repetitions;  // the second and further ones, each with the same sites
};

// Where the captures of a repetition (from 0) lie below the folder of a site, and below "cross/":
// "" for the first, else "repeat-2/". Also the beginning of the names of its runs.
std::string repetition_prefix(std::size_t repetition);

// Where the second visits of a site lie below its folder, and how the names of their runs begin.
inline constexpr std::string_view kAgain = "again/";

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
// The same for a repetition (from 0): "sites/shop.example-1a2b3c4d/repeat-2".
std::string site_folder(std::string_view url, std::size_t repetition);

}  // namespace consentry
