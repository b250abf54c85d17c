// SPDX-License-Identifier: Apache-2.0
#include "core/judge/cross_visits.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace consentry {
namespace {

SiteFacts site_with(int number, const std::vector<std::string>& cookie_domains) {
  SiteFacts site;
  site.observation.url = "https://site" + std::to_string(number) + ".example/";
  RunObservation run;
  for (const std::string& domain : cookie_domains) {
    CookieRow row;
    row.name = "uid";
    row.domain = "." + domain;
    run.cookie_rows.push_back(row);
    ItemFacts item;
    item.key = {"cookie", domain, "uid"};
    item.third_party = true;
    item.identifier = IdentifierStrength::strong;
    site.classification.items[item.key] = item;
  }
  site.observation.runs.push_back(run);
  return site;
}

bool together(const std::vector<std::vector<std::string>>& visits, const SiteFacts& a,
              const SiteFacts& b) {
  return std::ranges::any_of(visits, [&](const auto& visit) {
    return std::ranges::find(visit, a.observation.url) != visit.end() &&
           std::ranges::find(visit, b.observation.url) != visit.end();
  });
}

TEST(CrossVisits, PutsSitesThatShareAThirdPartysCookieTogether) {
  const std::vector<SiteFacts> sites{site_with(0, {"ads.test"}), site_with(1, {}),
                                     site_with(2, {"ads.test"}), site_with(3, {"alone.test"})};
  const auto visits = plan_cross_visits(sites);
  ASSERT_EQ(visits.size(), 1U);
  EXPECT_TRUE(together(visits, sites[0], sites[2]));
}

TEST(CrossVisits, EveryPairOfSiteAndCookieIsShownInSomeGroup) {
  std::vector<SiteFacts> sites;
  for (int i = 0; i < 50; ++i) {
    std::vector<std::string> domains{"wide.test"};
    if (i % 7 == 0) domains.emplace_back("narrow.test");
    if (i % 24 == 1) domains.emplace_back("rare.test");
    sites.push_back(site_with(i, domains));
  }
  const auto visits = plan_cross_visits(sites);
  for (const auto& visit : visits) EXPECT_LE(visit.size(), kMaxSitesPerCrossVisit);
  for (const SiteFacts& site : sites) {
    for (const auto& [key, item] : site.classification.items) {
      EXPECT_TRUE(std::ranges::any_of(sites,
                                      [&](const SiteFacts& other) {
                                        return &other != &site &&
                                               other.classification.items.contains(key) &&
                                               together(visits, site, other);
                                      }))
          << site.observation.url << " " << key.owner;
    }
  }
}

TEST(CrossVisits, LeavesOutFirstPartyNecessaryAndConstantCookies) {
  std::vector<SiteFacts> sites{site_with(0, {"ads.test"}), site_with(1, {"ads.test"})};
  const ItemKey key{"cookie", "ads.test", "uid"};
  const auto planned_when = [&](auto change) {
    std::vector<SiteFacts> changed = sites;
    for (SiteFacts& site : changed) change(site.classification.items[key]);
    return plan_cross_visits(changed).size();
  };
  EXPECT_EQ(planned_when([](ItemFacts&) {}), 1U);
  EXPECT_EQ(planned_when([](ItemFacts& item) { item.third_party = false; }), 0U);
  EXPECT_EQ(planned_when([](ItemFacts& item) { item.identifier = IdentifierStrength::none; }), 0U);
  EXPECT_EQ(planned_when([](ItemFacts& item) { item.purpose = Purpose::consent_record; }), 0U);
}

TEST(CrossVisits, LeavesOutWhatIsStoredOnlyAfterAChoice) {
  std::vector<SiteFacts> sites{site_with(0, {"ads.test"}), site_with(1, {"ads.test"})};
  for (SiteFacts& site : sites) {
    site.observation.runs[0].cookie_rows[0].when.phase = Phase::accept;
  }
  EXPECT_TRUE(plan_cross_visits(sites).empty());
}

TEST(CrossVisits, NoSitesNoVisits) { EXPECT_TRUE(plan_cross_visits({}).empty()); }

}  // namespace
}  // namespace consentry
