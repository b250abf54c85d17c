// SPDX-License-Identifier: Apache-2.0
// A scan's folder as a report: its captures judged by what the program knows now.
#pragma once

#include <filesystem>
#include <string>

#include "command/knowledge.h"
#include "command/scan_manifest.h"
#include "core/report/scan_report.h"

namespace consentry {

// scan.json of the folder. not_found: it is not the folder of a scan; the text says how to make one.
Result<ScanManifest> read_manifest(const std::filesystem::path& folder);

// Observes, classifies and judges every capture of the folder. Writes nothing.
ScanReport judge_stored(const std::filesystem::path& folder, const ScanManifest& manifest,
                        const Knowledge& knowledge);

// What changed since the scan in `earlier`, which is judged under the profile of `now`: written to
// comparison.json in `out`. The text is for a terminal, in the style of stdout.
Result<std::string> write_comparison(const std::filesystem::path& out, const ScanReport& now,
                                     const std::filesystem::path& earlier,
                                     const Knowledge& knowledge);

}  // namespace consentry
