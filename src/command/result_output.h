// SPDX-License-Identifier: Apache-2.0
// What scan and judge print on stdout, and what they exit with.
#pragma once

#include <filesystem>
#include <string>

#include "command/exit_status.h"
#include "command/scan_options.h"
#include "core/report/scan_report.h"

namespace consentry {

// The verdict table (or report.json) on stdout; where the reports are on stderr. `changes`, what a
// comparison says, follows the table; empty: nothing was compared.
void print_result(const ScanReport& report, OutputFormat format,
                  const std::filesystem::path& folder, const std::string& changes);

// found when a site's verdict is at or above fail_on or something is beyond the budget; not_measured
// when no site could be measured, or not all that the budget limits.
ExitStatus exit_status_of(const ScanReport& report, const FailOn& fail_on);

}  // namespace consentry
