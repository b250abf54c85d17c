// SPDX-License-Identifier: Apache-2.0
// What both HTML pages say about how a report came about and how to read it.
#pragma once

#include "core/report/html_page.h"
#include "core/report/scan_report.h"
#include "core/report/wording.h"

namespace consentry {

// "Scanned 22 November 2026, 13:05 UTC with … Third-party cookies were allowed. …"
void write_circumstances(HtmlPage& page, const ScanReport& report);
// Badges with counts, heaviest first; verdicts that do not occur are left out.
void write_tally(HtmlPage& page, const VerdictCounts& counts);
// The section "How this was measured": settings, rule book, lists and what an absent list means.
void write_provenance(HtmlPage& page, const ScanReport& report);
// The section "What the verdicts mean".
void write_verdict_meanings(HtmlPage& page);
void write_footer(HtmlPage& page, const ScanReport& report);

}  // namespace consentry
