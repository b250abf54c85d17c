// SPDX-License-Identifier: Apache-2.0
// The HTML reports on paper: `--export pdf`.
#pragma once

#include <filesystem>

#include "core/report/scan_report.h"

namespace consentry {

// Prints report.html below `out` and that of every site with a folder to report.pdf beside it. Starts
// a browser of its own and ends it. unavailable: no browser, or a file that cannot be read or written.
Status print_reports(const std::filesystem::path& out, const ScanReport& report);

}  // namespace consentry
