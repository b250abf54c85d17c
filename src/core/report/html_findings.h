// SPDX-License-Identifier: Apache-2.0
// The findings of one site as HTML: what was observed, how it is treated and on which basis, what
// mends it, and the evidence with its place in the capture.
#pragma once

#include "core/report/html_page.h"
#include "core/report/scan_report.h"

namespace consentry {

// The section "Findings": what needs attention in full, then info, then what was not measured, then
// what passed or does not apply as a closed table.
void write_findings(HtmlPage& page, const SiteReport& site, const RulesUsed& rules);

}  // namespace consentry
