// SPDX-License-Identifier: Apache-2.0
// The files that `--export` adds to report.json and report.html, for other tools.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "command/scan_options.h"
#include "core/report/scan_report.h"

namespace consentry {

// Writes each export's files below `out` (docs/formats/exports.md) and says where on stderr.
// unavailable: a file cannot be written.
Status write_exports(const std::filesystem::path& out, const ScanReport& report,
                     const std::vector<ExportKind>& kinds, const FailOn& fail_on);

}  // namespace consentry
