// SPDX-License-Identifier: Apache-2.0
// What happened when on one site, as HTML: the phases side by side, the screenshots as a filmstrip,
// and which company was asked for something, or stored something, in which phase.
#pragma once

#include "core/report/html_page.h"
#include "core/report/scan_report.h"
#include "core/report/site_summary.h"

namespace consentry {

void write_phases(HtmlPage& page, const SiteReport& site, const SiteSummary& summary);
// Whether there is a screenshot that a page can show.
bool has_filmstrip(const SiteReport& site);
// Screenshots by relative path; left out when there is none.
void write_filmstrip(HtmlPage& page, const SiteReport& site);
// Companies by phases; left out when nobody else was asked.
void write_matrix(HtmlPage& page, const SiteSummary& summary);

}  // namespace consentry
