// SPDX-License-Identifier: Apache-2.0
// `consentry site declaration`: what a site stores, made from its last scan, in every language that
// there are words for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/consent/site_declaration.h"
#include "io/store/sqlite_site_store.h"

namespace CLI {
class App;
}

namespace consentry {

void add_site_declaration_verb(CLI::App& site, int& status);

// What a scan's report.json says of the site at these origins; of its only site when none of them
// was scanned. invalid_input when it is no report, or several sites and none of these.
Result<ScannedSite> scanned_site(std::string_view report, const std::vector<std::string>& origins);

// Makes the declaration from a report's text and keeps it; `file` is where that was read.
Status declare_from_report(SqliteSiteStore& store, const ConsentSite& site, std::string_view report,
                           const std::string& file);

// After a change of the configuration: made again, when there is one and its report is still there.
Status declare_again(SqliteSiteStore& store, const ConsentSite& site);

}  // namespace consentry
