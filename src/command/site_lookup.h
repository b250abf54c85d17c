// SPDX-License-Identifier: Apache-2.0
// The sites of a data folder, for the verbs of `consentry site`.
#pragma once

#include <string>

#include "command/consent_data.h"
#include "io/store/sqlite_site_store.h"

namespace consentry {

// not_found when there is no data and none is to be made.
Result<SqliteSiteStore> open_sites(const std::string& folder, bool create = false);
// not_found says which site may have been meant.
Result<ConsentSite> find_site(const SqliteSiteStore& store, const std::string& id);

}  // namespace consentry
