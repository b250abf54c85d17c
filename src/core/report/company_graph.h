// SPDX-License-Identifier: Apache-2.0
// A company between the sites on which it acts and those with whom it exchanges identifiers, as an
// inline SVG that needs no style and no script.
#pragma once

#include "core/judge/company_profile.h"
#include "core/report/html_page.h"

namespace consentry {

// Sites and partners that the graph has room for; the appendix has all.
inline constexpr std::size_t kGraphRows = 40;

// Thick lines lead to sites on which one and the same identifier served.
void write_graph(HtmlPage& page, const std::string& company, const CompanyScan& scan);

}  // namespace consentry
