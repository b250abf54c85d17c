// SPDX-License-Identifier: Apache-2.0
// The companies of a scan by the number of sites they reach, with bars.
#pragma once

#include "core/report/html_page.h"
#include "core/report/scan_report.h"

namespace consentry {

// The section "Companies by reach"; left out when no other company was seen. Companies that neither
// track nor identify are named below the table.
void write_reach(HtmlPage& page, const ScanReport& report);

}  // namespace consentry
