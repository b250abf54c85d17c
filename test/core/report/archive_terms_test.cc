// SPDX-License-Identifier: Apache-2.0
#include "core/report/archive_terms.h"

#include <gtest/gtest.h>
#include <limits>

#include "core/report/fact_place.h"
#include "fakes/report_maker.h"

namespace consentry {
namespace {

Moment at(double ms) { return {Phase::before, Step::load, ms}; }

TEST(ClockTime, AddsTheMillisecondsSinceTheStart) {
  EXPECT_EQ(clock_time({1000}, at(1840.4)).milliseconds, 2840);
}

TEST(ClockTime, AnImpossibleMomentCountsAsTheStart) {
  for (const double ms : {-1.0, 1e18, std::numeric_limits<double>::infinity(),
                          std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_EQ(clock_time({1000}, at(ms)).milliseconds, 1000) << ms;
  }
}

TEST(QueryPairs, StandAsInTheAddress) {
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(query_pairs("https://a.example/x?b=1&c&=2&d=e=f&&g=%20#h?i=j"),
            (Pairs{{"b", "1"}, {"c", ""}, {"", "2"}, {"d", "e=f"}, {"g", "%20"}}));
  EXPECT_EQ(query_pairs("https://a.example/#?b=1"), Pairs{});
  EXPECT_EQ(query_pairs("?"), Pairs{});
  EXPECT_EQ(query_pairs(""), Pairs{});
}

TEST(BrowserName, IsSplitAtTheSlash) {
  EXPECT_EQ(browser_name("HeadlessChrome/142.0.1 (headless-shell)").name, "HeadlessChrome");
  EXPECT_EQ(browser_name("HeadlessChrome/142.0.1 (headless-shell)").version, "142.0.1");
  EXPECT_EQ(browser_name("unknown").version, "");
}

TEST(CaptureUrl, LeadsToTheRunOfTheSiteOrAcrossSites) {
  const SiteReport site = make_tracking_site();
  EXPECT_EQ(capture_url(site, "refuse"), "sites/news.example-1a2b3c4d/refuse/events.ndjson");
  EXPECT_EQ(capture_url(site, "cross-1"), "cross/cross-1/events.ndjson");
}

TEST(CaptureUrl, NeverLeavesTheFolder) {
  SiteReport site = make_tracking_site();
  EXPECT_EQ(capture_url(site, ".."), "");
  EXPECT_EQ(capture_url(site, "../../etc"), "");
  site.folder.clear();
  EXPECT_EQ(capture_url(site, "refuse"), "");
}

TEST(TrackerSource, IsTheListRuleThenThePartyThenNothing) {
  RequestFacts facts = make_party("AdNet Inc", Function::advertising, true);
  EXPECT_EQ(tracker_source(facts), nullptr);
  facts.party.sources = {{"data/trackers.toml", "1", 3, "adnet"}};
  EXPECT_EQ(tracker_source(facts)->list, "data/trackers.toml");
  facts.tracker_rules = {{"easyprivacy", "2", 9, "||adnet.example^"}};
  EXPECT_EQ(tracker_source(facts)->list, "easyprivacy");
  facts.tracker = false;
  EXPECT_EQ(tracker_source(facts), nullptr);
}

}  // namespace
}  // namespace consentry
