// SPDX-License-Identifier: Apache-2.0
// The report of a run in a terminal: one line a site, then the companies by reach, then what was
// and was not measured. Pure; every line ends with "\n".
#pragma once

#include <string>

#include "core/report/terminal_style.h"

namespace consentry {

// The three parts below, with blank lines between them.
std::string terminal_report(const ScanReport& report, const TerminalStyle& style);

// Verdict, site, findings by verdict, heaviest finding (or why nothing was measured).
std::string verdict_table(const ScanReport& report, const TerminalStyle& style);
// Companies that track or identify, by the number of sites; empty when there is none.
std::string company_table(const ScanReport& report, const TerminalStyle& style);
// Sites by verdict, sites not measured with the reason, absent lists with what that means.
std::string scan_summary(const ScanReport& report, const TerminalStyle& style);

}  // namespace consentry
