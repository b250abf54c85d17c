// SPDX-License-Identifier: Apache-2.0
// A company file for people: one page that stands alone, with a chart of reach, a graph of sites and
// partners, the development from scan to scan, and an appendix site by site.
#pragma once

#include <string>

#include "core/judge/company_profile.h"
#include "core/report/report_language.h"

namespace consentry {

// `language` is that of the page; texts are English so far.
std::string company_html(const CompanyProfile& profile, const ReportLanguage& language);

}  // namespace consentry
