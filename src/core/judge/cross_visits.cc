// SPDX-License-Identifier: Apache-2.0
#include "core/judge/cross_visits.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace consentry {
namespace {

using CookieKey = std::pair<std::string, std::string>;  // domain, name
using Sites = std::set<std::size_t>;

// Cookies that lay in the jar before any choice: a visit without choosing shows no others.
std::set<CookieKey> before_choice(const SiteObservation& site) {
  std::set<CookieKey> keys;
  for (const RunObservation& run : site.runs) {
    for (const CookieRow& row : run.cookie_rows) {
      if (row.when.phase != Phase::before) continue;
      keys.emplace(row.domain.starts_with('.') ? row.domain.substr(1) : row.domain, row.name);
    }
  }
  return keys;
}

bool may_follow(const ItemFacts& item) {
  return item.key.kind == "cookie" && item.third_party &&
         item.identifier != IdentifierStrength::none && item.purpose != Purpose::necessary &&
         item.purpose != Purpose::consent_record;
}

// Cookies that occur on two sites or more, the most widespread first.
std::vector<Sites> shared_cookies(const std::vector<SiteFacts>& sites) {
  std::map<CookieKey, Sites> by_cookie;
  for (std::size_t site = 0; site < sites.size(); ++site) {
    const std::set<CookieKey> stored = before_choice(sites[site].observation);
    for (const auto& [key, item] : sites[site].classification.items) {
      const CookieKey cookie{key.owner, key.name};
      if (may_follow(item) && stored.contains(cookie)) by_cookie[cookie].insert(site);
    }
  }
  std::vector<Sites> shared;
  for (auto& [key, on_sites] : by_cookie) {
    if (on_sites.size() > 1) shared.push_back(std::move(on_sites));
  }
  std::ranges::stable_sort(shared, std::ranges::greater{}, &Sites::size);
  return shared;
}

bool shown_by(const std::vector<Sites>& groups, const Sites& cookie_sites, std::size_t site) {
  return std::ranges::any_of(groups, [&](const Sites& group) {
    return group.contains(site) && std::ranges::any_of(group, [&](std::size_t other) {
             return other != site && cookie_sites.contains(other);
           });
  });
}

// Splits the sites that still need showing for one cookie into groups; a last one left alone is
// joined by any other site of the cookie.
void add_groups(const Sites& cookie_sites, std::vector<Sites>& groups) {
  std::vector<std::size_t> missing;
  for (const std::size_t site : cookie_sites) {
    if (!shown_by(groups, cookie_sites, site)) missing.push_back(site);
  }
  for (std::size_t begin = 0; begin < missing.size(); begin += kMaxSitesPerCrossVisit) {
    const std::size_t end = std::min(missing.size(), begin + kMaxSitesPerCrossVisit);
    Sites group(missing.begin() + static_cast<std::ptrdiff_t>(begin),
                missing.begin() + static_cast<std::ptrdiff_t>(end));
    if (group.size() == 1) {
      const auto other = std::ranges::find_if(
          cookie_sites, [&](std::size_t site) { return !group.contains(site); });
      group.insert(*other);
    }
    groups.push_back(std::move(group));
  }
}

}  // namespace

bool may_be_followed(const SiteFacts& site) {
  const std::set<CookieKey> stored = before_choice(site.observation);
  return std::ranges::any_of(site.classification.items, [&](const auto& entry) {
    return may_follow(entry.second) && stored.contains({entry.first.owner, entry.first.name});
  });
}

std::vector<std::vector<std::string>> plan_cross_visits(const std::vector<SiteFacts>& sites) {
  std::vector<Sites> groups;
  for (const Sites& cookie_sites : shared_cookies(sites)) add_groups(cookie_sites, groups);
  std::vector<std::vector<std::string>> visits;
  for (const Sites& group : groups) {
    std::vector<std::string>& urls = visits.emplace_back();
    for (const std::size_t site : group) urls.push_back(sites[site].observation.url);
  }
  return visits;
}

}  // namespace consentry
