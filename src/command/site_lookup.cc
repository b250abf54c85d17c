// SPDX-License-Identifier: Apache-2.0
#include "command/site_lookup.h"

#include <vector>

#include "core/judge/nearest.h"

namespace consentry {

Result<SqliteSiteStore> open_sites(const std::string& folder, bool create) {
  const auto data = create ? ConsentData::open_or_create(folder) : ConsentData::open(folder);
  if (!data) return data.error();
  return SqliteSiteStore::open(data->database(), consent_migrations());
}

Result<ConsentSite> find_site(const SqliteSiteStore& store, const std::string& id) {
  auto site = store.find(id);
  if (site || site.error().kind() != ErrorKind::not_found) return site;
  std::vector<std::string> ids;
  const auto sites = store.list();
  for (const ConsentSite& each : sites.value_or(std::vector<ConsentSite>())) ids.push_back(each.id);
  return Error{ErrorKind::not_found, site.error().text() + suggestion(id, ids)};
}

}  // namespace consentry
