// SPDX-License-Identifier: Apache-2.0
// What exceeds the team's budget (budget_output.h), as HTML. Nothing is written when no budget was
// given.
#pragma once

#include "core/report/scan_report.h"

namespace consentry {

class HtmlPage;

// A site's section with the id "budget": its phases, and each thing beyond the budget.
void write_site_budget(HtmlPage& page, const SiteReport& site, const ScanReport& report);

// The whole scan's section with the id "budget": its state, and the sites that are not within it.
void write_scan_budget(HtmlPage& page, const ScanReport& report);

}  // namespace consentry
