// SPDX-License-Identifier: Apache-2.0
// A site's own page, sites/<site>/report.html: self-contained but for the screenshots, which lie in
// the same folder, so that the folder can be moved or sent as it is.
#pragma once

#include <string>

#include "core/report/report_language.h"
#include "core/report/scan_report.h"

namespace consentry {

// The whole page, valid UTF-8, with a final newline. Pure.
std::string site_html(const SiteReport& site, const ScanReport& report,
                      const ReportLanguage& language = {});

}  // namespace consentry
