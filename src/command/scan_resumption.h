// SPDX-License-Identifier: Apache-2.0
// Going on with a scan that was broken off: which of its captures are finished, and whether further
// ones may stand beside them. A finished site or cross visit has a mark in its folder, written when
// its last log was durable; what has none is removed and measured anew.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "command/scan_manifest.h"

namespace consentry {

// conflict when the two would not measure alike, naming every option that differs. What only
// decides what happens with the findings (--format, --export, …) and how many sites are measured at
// once may differ, and --repeat may grow.
Status measures_alike(const ScanSettings& earlier, const ScanSettings& now);

// conflict when the earlier scan has a site that is not asked for now: its captures would be in the
// folder and in no report. Sites may be added.
Status keeps_all_sites(const ScanManifest& earlier, const std::vector<std::string>& urls);

// Says that every run of the site is in its folder for good. Error: the disk said no.
Status mark_finished(const std::filesystem::path& out, const SiteEntry& site);
// The site as it was marked; nothing when it was not, or when a log of it is missing.
// `repetition` counts from 0.
std::optional<SiteEntry> finished_site(const std::filesystem::path& out, const std::string& url,
                                       std::size_t repetition = 0);
// Removes what was measured of a site in one repetition and leaves the others.
void remove_captures(const std::filesystem::path& out, const std::string& url,
                     std::size_t repetition);

// The same for a visit of several sites in one profile, in `folder` below `out`.
Status mark_cross_finished(const std::filesystem::path& out, const std::string& folder,
                           const std::vector<std::string>& sites);
bool cross_is_finished(const std::filesystem::path& out, const std::string& folder,
                       const std::vector<std::string>& sites);

// The command line that goes on with a scan into `out`.
std::string resuming_command(const std::string& command_line, const std::filesystem::path& out);

}  // namespace consentry
