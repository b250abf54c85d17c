// SPDX-License-Identifier: Apache-2.0
// The page of a whole scan, report.html: every site with its verdict, the companies by reach, the
// rules by number of sites. Self-contained; links to the sites' own pages below it.
#pragma once

#include <string>

#include "core/report/report_language.h"
#include "core/report/scan_report.h"

namespace consentry {

// The whole page, valid UTF-8, with a final newline. Pure.
std::string run_html(const ScanReport& report, const ReportLanguage& language = {});

}  // namespace consentry
