// SPDX-License-Identifier: Apache-2.0
// Pages that are closed to those who refused.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

RunMaker& reloading(SiteMaker& site, const char* name, Phase phase) {
  return site.run(name).choose(phase).at(phase, Step::reload);
}

void answer(RunMaker& run, int status) { run.last_request().status = status; }

TEST(TurnedAway, ThePageThatIsThereForAllPasses) {
  SiteMaker site;
  reloading(site, "refuse", Phase::refuse);
  reloading(site, "accept", Phase::accept);
  EXPECT_EQ(verdict(site, "REJ-08"), "pass");
}

TEST(TurnedAway, LedElsewhereAfterRefusingOnlyIsALikelyBreach) {
  SiteMaker site;
  reloading(site, "refuse", Phase::refuse).on("https://shop.example/subscribe");
  reloading(site, "accept", Phase::accept);
  const Finding finding = judged(site, "REJ-08");
  EXPECT_EQ(finding.verdict, Verdict::likely_breach);
  EXPECT_NE(finding.evidence.at(0).text.find("led on to https://shop.example/subscribe"),
            std::string::npos);
}

TEST(TurnedAway, AClosedPageAfterRefusingOnlyIsALikelyBreach) {
  SiteMaker site;
  answer(reloading(site, "refuse", Phase::refuse), 402);
  reloading(site, "accept", Phase::accept);
  EXPECT_EQ(verdict(site, "REJ-08"), "likely-breach");
}

TEST(TurnedAway, WhatHappensToAllIsNoPenalty) {
  SiteMaker site;
  reloading(site, "refuse", Phase::refuse).on("https://shop.example/en");
  reloading(site, "accept", Phase::accept).on("https://shop.example/en");
  EXPECT_EQ(verdict(site, "REJ-08"), "pass");
}

TEST(TurnedAway, AQueryOrASlashIsTheSamePlace) {
  SiteMaker site;
  reloading(site, "refuse", Phase::refuse).on("https://www.shop.example/?again=1");
  reloading(site, "accept", Phase::accept);
  EXPECT_EQ(verdict(site, "REJ-08"), "pass");
}

TEST(TurnedAway, WithoutAnAcceptanceToCompareIsNotMeasured) {
  SiteMaker site;
  reloading(site, "refuse", Phase::refuse).on("https://shop.example/subscribe");
  EXPECT_EQ(verdict(site, "REJ-08"), "not-measured");
}

TEST(TurnedAway, WithoutARefusalIsNotMeasured) {
  SiteMaker site;
  reloading(site, "accept", Phase::accept);
  EXPECT_EQ(verdict(site, "REJ-08"), "not-measured");
}

}  // namespace
}  // namespace consentry
