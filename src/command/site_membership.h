// SPDX-License-Identifier: Apache-2.0
// Which sites of a data folder are in a group: those that its file names, and those whose own
// configuration says so ("group": "shops").
#pragma once

#include <string>
#include <vector>

#include "command/site_group.h"
#include "io/store/sqlite_site_store.h"

namespace consentry {

struct NamedGroup {
  SiteGroup group;
  std::string text;  // as it is kept
};

// `word`: a file, else the id of a group that was published before. not_found when it is neither.
Result<NamedGroup> find_group(const SqliteSiteStore& store, const std::string& word);

// Those that the file names first; then members by their configuration. invalid_input: there are none.
Result<std::vector<std::string>> sites_of(const SqliteSiteStore& store, const SiteGroup& group);

// The group that a configuration names; empty: none.
std::string group_of(const std::string& site_config);

// "in group shops with cafe-example"; empty: in none.
std::string membership_of(const SqliteSiteStore& store, const ConsentSite& site);

// What a site's configuration says otherwise than what its group shares, for its owner to read; empty:
// nothing, or it is in no group.
std::string difference_from_group(const SqliteSiteStore& store, const ConsentSite& site);

}  // namespace consentry
