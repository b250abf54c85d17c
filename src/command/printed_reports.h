// SPDX-License-Identifier: Apache-2.0
// The HTML reports on paper: `--export pdf`.
#pragma once

#include <filesystem>
#include <string>

#include "core/report/scan_report.h"

namespace consentry {

// Prints report.html below `out` and that of every site with a folder to report.pdf beside it. Starts
// a browser of its own and ends it. unavailable: no browser, or a file that cannot be read or written.
Status print_reports(const std::filesystem::path& out, const ScanReport& report);

// Prints NAME.html of a folder to NAME.pdf beside it, the same way.
Status print_page(const std::filesystem::path& folder, const std::string& name);

// A page that lies nowhere, as PDF: what names people is not written for others to read meanwhile.
Result<std::string> printed(const std::string& html);

}  // namespace consentry
