// SPDX-License-Identifier: Apache-2.0
// PRE-09: names of the site's own domain that lead elsewhere.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

constexpr const char* kPixel = "https://metrics.shop.example/p.gif";

void points(RunMaker& run, std::vector<std::string> chain, bool answered = true) {
  run.run().host_aliases.push_back(
      {{run.run().name, 900}, {}, "metrics.shop.example", answered, std::move(chain)});
}

SiteMaker asking(const char* address = kPixel) {
  SiteMaker site;
  for (RunMaker* run : site.both()) run->request(address);
  return site;
}

TEST(LentNames, ANameThatLeadsToATrackerIsALikelyBreach) {
  SiteMaker site = asking();
  points(site.run("refuse"), {"a.edge.example", "shop.eulerian.net"});
  const Finding finding = judged(site, "PRE-09");
  EXPECT_EQ(finding.verdict, Verdict::likely_breach);
  EXPECT_EQ(finding.runs_agreeing, 2);
  EXPECT_NE(finding.evidence.at(0).text.find("points to shop.eulerian.net, Eulerian"),
            std::string::npos)
      << finding.evidence.at(0).text;
}

TEST(LentNames, OwnNamesAndCarriersPass) {
  SiteMaker own = asking();
  points(own.run("refuse"), {});
  EXPECT_EQ(verdict(own, "PRE-09"), "pass");
  SiteMaker carried = asking();
  points(carried.run("refuse"), {"d1.cloudfront.net"});
  EXPECT_EQ(verdict(carried, "PRE-09"), "pass");
  SiteMaker alike = asking();
  points(alike.run("refuse"), {"noteulerian.net"});
  EXPECT_EQ(verdict(alike, "PRE-09"), "pass");
}

TEST(LentNames, WithoutAnotherNameThereIsNothingToLend) {
  SiteMaker site = asking("https://shop.example/a.css");
  EXPECT_EQ(verdict(site, "PRE-09"), "pass");
  SiteMaker www = asking("https://www.shop.example/a.css");
  EXPECT_EQ(verdict(www, "PRE-09"), "pass");
  SiteMaker stranger = asking("https://shop.eulerian.net/p");
  EXPECT_EQ(verdict(stranger, "PRE-09"), "pass") << "other rules speak of third parties";
}

TEST(LentNames, ANameWithoutAnAnswerIsNotMeasured) {
  SiteMaker site = asking();
  EXPECT_EQ(verdict(site, "PRE-09"), "not-measured");
  points(site.run("refuse"), {}, false);
  EXPECT_EQ(verdict(site, "PRE-09"), "not-measured");
}

TEST(LentNames, AScanThatResolvesNoNameHasNothingToSay) {
  SiteMaker site = asking();
  site.run("refuse").run().names_resolved = false;
  EXPECT_EQ(verdict(site, "PRE-09"), "not-measured");
}

TEST(LentNames, WhatIsAskedAfterAcceptingOnlyIsNotAskedBefore) {
  SiteMaker site;
  site.run("refuse");
  RunMaker& run = site.run("accept").choose(Phase::accept).at(Phase::accept, Step::reload);
  run.request(kPixel);
  points(site.run("refuse"), {"shop.eulerian.net"});
  EXPECT_EQ(verdict(site, "PRE-09"), "pass");
}

}  // namespace
}  // namespace consentry
