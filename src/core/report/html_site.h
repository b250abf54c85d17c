// SPDX-License-Identifier: Apache-2.0
// A site's own page, sites/<site>/report.html: self-contained but for the screenshots, which lie in
// the same folder, so that the folder can be moved or sent as it is.
#pragma once

#include <string>

#include "core/report/report_language.h"
#include "core/report/scan_report.h"

namespace consentry {

class HtmlPage;

// The whole page, valid UTF-8, with a final newline. Pure.
std::string site_html(const SiteReport& site, const ScanReport& report,
                      const ReportLanguage& language = {});

// The site's name on a page of the whole scan: a link to its own page where it has one.
void write_site_name(HtmlPage& page, const SiteReport& site);

}  // namespace consentry
