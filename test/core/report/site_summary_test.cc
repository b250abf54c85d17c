// SPDX-License-Identifier: Apache-2.0
#include "core/report/site_summary.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "fakes/report_maker.h"

namespace consentry {
namespace {

const std::vector<Phase> kAll{kPhases.begin(), kPhases.end()};

std::size_t index_of(Phase phase) { return static_cast<std::size_t>(phase); }

const HostSummary& host_named(const SiteSummary& summary, const std::string& name) {
  return *std::find_if(summary.hosts.begin(), summary.hosts.end(),
                       [&](const HostSummary& host) { return host.host == name; });
}

const CompanySummary* company_named(const SiteSummary& summary, const std::string& name) {
  const auto found =
      std::find_if(summary.companies.begin(), summary.companies.end(),
                   [&](const CompanySummary& company) { return company.company == name; });
  return found == summary.companies.end() ? nullptr : &*found;
}

CookieWrite make_write(const std::string& name, const std::string& domain, Phase phase) {
  CookieWrite write;
  write.name = name;
  write.domain = domain;
  write.when.phase = phase;
  return write;
}

// Whether the cookie "anid" of adnet.example counts as stored after refusing, when this write is
// all that was seen of it.
bool stored_after(const CookieWrite& write) {
  SiteReport site = make_tracking_site();
  for (RunObservation& run : site.facts.observation.runs) run.cookie_rows.clear();
  site.facts.observation.runs[0].cookie_writes = {write};
  const SiteSummary summary = summarise(site, kAll);
  return summary.items[0].stored[index_of(Phase::refuse)];
}

TEST(SiteSummary, CountsRequestsOfOneVisitNotTheSumOfRuns) {
  const SiteReport site = make_tracking_site();
  const SiteSummary summary = summarise(site, kAll);
  EXPECT_EQ(host_named(summary, "ads.adnet.example").requests[index_of(Phase::before)], 2)
      << "two runs saw two requests each";
  EXPECT_EQ(host_named(summary, "ads.adnet.example").requests[index_of(Phase::gpc)], 3);
}

TEST(SiteSummary, LeavesFirstPartyRequestsAndAddressesWithoutHostOut) {
  SiteReport site = make_tracking_site();
  RunObservation& run = site.facts.observation.runs[0];
  run.requests[0].third_party = false;
  run.requests[1].url = "data:text/html,x";
  run.requests[3].url = "not an address";
  site.facts.observation.runs.resize(1);
  const SiteSummary summary = summarise(site, kAll);
  ASSERT_EQ(summary.hosts.size(), 3U);
  EXPECT_EQ(host_named(summary, "ads.adnet.example").requests[index_of(Phase::before)], 0);
  EXPECT_EQ(host_named(summary, "ads.adnet.example").requests[index_of(Phase::refuse)], 1);
}

TEST(SiteSummary, KeepsTheSitesOwnCompanyOutOfTheCompanies) {
  const SiteReport site = make_tracking_site();
  const SiteSummary summary = summarise(site, kAll);
  EXPECT_TRUE(host_named(summary, "cdn.news-static.example").first_party_owner);
  EXPECT_EQ(company_named(summary, "News Media BV"), nullptr);
}

TEST(SiteSummary, NamesACompanyOfUnknownOwnerByItsDomain) {
  const SiteReport site = make_tracking_site();
  const SiteSummary summary = summarise(site, kAll);
  const CompanySummary* letters = company_named(summary, "letters.example");
  ASSERT_NE(letters, nullptr);
  EXPECT_FALSE(letters->known);
  EXPECT_FALSE(letters->tracker);
}

TEST(SiteSummary, PutsTrackersFirst) {
  const SiteReport site = make_tracking_site();
  const SiteSummary summary = summarise(site, kAll);
  ASSERT_EQ(summary.companies.size(), 3U);
  EXPECT_EQ(summary.companies[0].company, "AdNet Inc");
  EXPECT_EQ(summary.companies[1].company, "Counter GmbH");
  EXPECT_EQ(summary.companies[0].items[index_of(Phase::refuse)], 1);
  EXPECT_EQ(summary.companies[1].items[index_of(Phase::refuse)], 0);
}

TEST(SiteSummary, GivesAFirstPartyCookieToTheVendorThatReadsIt) {
  SiteReport site = make_tracking_site();
  ItemFacts statistics = make_item("cookie", "news.example", "_cnt");
  statistics.purpose = Purpose::statistics;
  statistics.vendor = "Counter GmbH";
  site.facts.classification.items[statistics.key] = statistics;
  site.facts.observation.runs[0].cookie_writes = {
      make_write("_cnt", "news.example", Phase::before)};
  const SiteSummary summary = summarise(site, kAll);
  EXPECT_EQ(company_named(summary, "Counter GmbH")->items[index_of(Phase::before)], 1);
}

TEST(SiteSummary, CountsNeitherNecessaryNorHarmlessUnknownItems) {
  SiteReport site = make_tracking_site();
  for (auto& [key, item] : site.facts.classification.items) {
    item.purpose = Purpose::unknown;
    item.identifier = IdentifierStrength::weak;
  }
  const SiteSummary summary = summarise(site, kAll);
  EXPECT_EQ(summary.phases[index_of(Phase::before)].items, 0);
  EXPECT_EQ(company_named(summary, "AdNet Inc")->items[index_of(Phase::before)], 0);
}

TEST(SiteSummary, CountsOnlyWritesThatTheBrowserKept) {
  EXPECT_TRUE(stored_after(make_write("anid", ".adnet.example", Phase::refuse)));
  EXPECT_TRUE(stored_after(make_write("anid", "adnet.example", Phase::refuse)));
  EXPECT_FALSE(stored_after(make_write("anid", ".adnet.example", Phase::accept)));
  EXPECT_FALSE(stored_after(make_write("other", ".adnet.example", Phase::refuse)));
  CookieWrite deletion = make_write("anid", ".adnet.example", Phase::refuse);
  deletion.lifetime_s = -1;
  EXPECT_FALSE(stored_after(deletion));
  CookieWrite blocked = make_write("anid", ".adnet.example", Phase::refuse);
  blocked.blocked = {"ThirdPartyPhaseout"};
  EXPECT_FALSE(stored_after(blocked));
}

TEST(SiteSummary, FindsStorageByAreaOriginAndKey) {
  SiteReport site = make_tracking_site();
  const ItemFacts local = make_item("local", "https://news.example", "uid");
  const ItemFacts session = make_item("session", "https://news.example", "uid");
  site.facts.classification.items = {{local.key, local}, {session.key, session}};
  StorageItem seen;
  seen.area = StorageArea::local;
  seen.origin = "https://news.example";
  seen.key = "uid";
  seen.when.phase = Phase::accept;
  site.facts.observation.runs[1].storage = {seen};
  const SiteSummary summary = summarise(site, kAll);
  EXPECT_TRUE(summary.items[0].stored[index_of(Phase::accept)]);
  EXPECT_FALSE(summary.items[1].stored[index_of(Phase::accept)]);
}

TEST(SiteSummary, TellsAPhaseThatWasNotMeasuredFromOneWithoutFindings) {
  SiteReport site = make_tracking_site();
  site.facts.observation.runs.resize(1);
  const SiteSummary summary = summarise(site, {Phase::before, Phase::refuse, Phase::accept});
  EXPECT_EQ(summary.phases[index_of(Phase::refuse)].runs, 1);
  EXPECT_EQ(summary.phases[index_of(Phase::refuse)].verdict, Verdict::breach);
  EXPECT_EQ(summary.phases[index_of(Phase::accept)].runs, 0);
  EXPECT_TRUE(summary.phases[index_of(Phase::accept)].planned);
  EXPECT_FALSE(summary.phases[index_of(Phase::accept)].judged);
  EXPECT_FALSE(summary.phases[index_of(Phase::gpc)].planned);
}

TEST(SiteSummary, OfASiteWithoutRunsIsEmpty) {
  const SiteReport site = make_missing_site("https://gone.example/", "");
  const SiteSummary summary = summarise(site, kAll);
  EXPECT_TRUE(summary.hosts.empty());
  EXPECT_TRUE(summary.companies.empty());
  EXPECT_EQ(summary.phases[0].runs, 0);
}

TEST(SiteSummary, SurvivesFactsThatAreFewerThanTheRequests) {
  SiteReport site = make_tracking_site();
  site.facts.classification.requests = {{}};
  const SiteSummary summary = summarise(site, kAll);
  EXPECT_EQ(host_named(summary, "ads.adnet.example").company, "");
}

}  // namespace
}  // namespace consentry
