// SPDX-License-Identifier: Apache-2.0
// Waiting, scrolling, Escape and the X on a page where a banner stands.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

BannerControl cross() {
  BannerControl control = button("x", Intent::close);
  control.kind = "close";
  return control;
}

// A visit that saw a banner, with an X or without.
RunMaker& visited(SiteMaker& site, bool with_cross = false) {
  RunMaker& run = site.run("gpc");
  std::vector<BannerControl> controls{button("Accept all", Intent::accept_all),
                                      button("Refuse", Intent::refuse_all)};
  if (with_cross) controls.push_back(cross());
  return run.banner(std::move(controls)).signals({{1, false}}, "cmpuishown");
}

TEST(FalseConsent, NothingTriedIsNotMeasured) {
  SiteMaker site;
  visited(site);
  EXPECT_EQ(verdict(site, "UI-13"), "not-measured");
  EXPECT_EQ(verdict(site, "UI-14"), "not-measured");
}

TEST(FalseConsent, ASiteWithoutABannerHasNothingToMistake) {
  SiteMaker site;
  site.run("refuse").no_banner();
  site.run("gpc").no_banner();
  EXPECT_EQ(verdict(site, "UI-13"), "not-applicable");
  EXPECT_EQ(verdict(site, "UI-14"), "not-applicable");
}

TEST(FalseConsent, GesturesThatChangeNothingPass) {
  SiteMaker site;
  RunMaker& run = visited(site, true);
  for (const Step step : {Step::wait, Step::scroll, Step::escape, Step::cross}) {
    run.trial(step).signals({{1, false}}, "cmpuishown");
  }
  EXPECT_EQ(verdict(site, "UI-13"), "pass");
  EXPECT_EQ(verdict(site, "UI-14"), "pass");
}

TEST(FalseConsent, AnXThatGrantsIsABreachByOneProfile) {
  SiteMaker site;
  RunMaker& run = visited(site, true);
  run.trial(Step::scroll).signals({{1, false}}, "cmpuishown");
  run.trial(Step::cross).signals({{1, true}, {3, true}}, "useractioncomplete");
  const Finding finding = judged(site, "UI-13");
  EXPECT_EQ(finding.verdict, Verdict::breach);
  EXPECT_EQ(finding.runs_total, 1);
  EXPECT_NE(finding.evidence.at(0).text.find("Closing the banner was taken for consent"),
            std::string::npos);
  EXPECT_EQ(verdict(site, "UI-14"), "pass");
}

TEST(FalseConsent, WhatScrollingGrantsIsNotLaidToEscape) {
  SiteMaker site;
  RunMaker& run = visited(site);
  run.trial(Step::scroll).signals({{1, true}}, "useractioncomplete");
  run.trial(Step::escape).signals({{1, true}}, "useractioncomplete");
  EXPECT_EQ(verdict(site, "UI-14"), "breach");
  EXPECT_EQ(verdict(site, "UI-13"), "pass");
}

TEST(FalseConsent, WhatWasClaimedBeforeIsNoEffect) {
  SiteMaker site;
  RunMaker& run = visited(site);
  run.signals({{1, true}}, "tcloaded");
  run.trial(Step::scroll).signals({{1, true}}, "tcloaded");
  EXPECT_EQ(verdict(site, "UI-14"), "pass");
}

TEST(FalseConsent, ATrackerThatBeginsAsTheBannerLeavesIsALikelyBreach) {
  SiteMaker site;
  RunMaker& run = visited(site);
  run.trial(Step::scroll).request("https://ads.example/p", tracker("Ads Inc")).no_banner();
  EXPECT_EQ(verdict(site, "UI-14"), "likely-breach");
}

TEST(FalseConsent, ATrackerBesideAStandingBannerIsThePagesOwnDoing) {
  SiteMaker site;
  RunMaker& run = visited(site);
  run.trial(Step::scroll)
      .request("https://ads.example/p", tracker("Ads Inc"))
      .banner({button("Accept all", Intent::accept_all)});
  EXPECT_EQ(verdict(site, "UI-14"), "pass");
}

TEST(FalseConsent, WhatIsGrantedWhileTheScanIsBusyElsewhereIsGrantedByWaiting) {
  SiteMaker slow;
  RunMaker& run = visited(slow);
  run.trial(Step::phone).signals({{1, true}}, "useractioncomplete").no_banner();
  EXPECT_EQ(verdict(slow, "UI-13"), "breach");
  EXPECT_EQ(verdict(slow, "UI-14"), "not-measured");

  SiteMaker fetched;
  visited(fetched).trial(Step::documents).signals({{1, true}}, "useractioncomplete");
  fetched.run("gpc").trial(Step::wait).signals({{1, true}}, "useractioncomplete");
  EXPECT_EQ(verdict(fetched, "UI-13"), "breach");
}

TEST(FalseConsent, ABannerThatAPhonesWindowHidesHasNotBeenClosed) {
  SiteMaker site;
  visited(site)
      .trial(Step::phone)
      .request("https://ads.example/p", tracker("Ads Inc"))
      .signals({{1, false}}, "cmpuishown")
      .no_banner();
  EXPECT_EQ(verdict(site, "UI-13"), "not-measured");
}

TEST(FalseConsent, AnXThatWasNotTriedIsNotMeasured) {
  SiteMaker site;
  visited(site, true).trial(Step::escape).no_banner();
  EXPECT_EQ(verdict(site, "UI-13"), "not-measured");
}

TEST(FalseConsent, NoOtherRuleSeesWhatWasTried) {
  SiteMaker plain;
  visited(plain);
  SiteMaker tried;
  visited(tried)
      .trial(Step::cross)
      .request("https://ads.example/p", tracker("Ads Inc"), {{"id", "1", "ads.example"}})
      .signals({{1, true}}, "useractioncomplete");
  const auto without = judge_site(plain.facts(), shipped_book(), "eu").findings;
  const auto with = judge_site(tried.facts(), shipped_book(), "eu").findings;
  ASSERT_EQ(without.size(), with.size());
  for (std::size_t i = 0; i < with.size(); ++i) {
    if (with[i].rule == "UI-13" || with[i].rule == "UI-14") continue;
    EXPECT_EQ(with[i].verdict, without[i].verdict) << with[i].rule;
  }
}

}  // namespace
}  // namespace consentry
