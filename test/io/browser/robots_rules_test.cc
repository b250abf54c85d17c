// SPDX-License-Identifier: Apache-2.0
#include "io/browser/robots_rules.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

using std::chrono::seconds;

TEST(RobotsRules, AllowEverythingWhenThereIsNoFile) {
  EXPECT_TRUE(RobotsRules().allows("/"));
  EXPECT_TRUE(RobotsRules::parse("").allows("/any"));
  EXPECT_FALSE(RobotsRules::nothing_allowed().allows("/"));
}

TEST(RobotsRules, TheLongestRuleCountsAndOfTwoAlikeTheOneThatAllows) {
  const auto robots = RobotsRules::parse(
      "User-agent: *\nDisallow: /shop\nAllow: /shop/open\nDisallow: /a\nAllow: /a\n");
  EXPECT_FALSE(robots.allows("/shop/cart"));
  EXPECT_TRUE(robots.allows("/shop/open/1"));
  EXPECT_TRUE(robots.allows("/a/b"));
  EXPECT_TRUE(robots.allows("/other"));
}

TEST(RobotsRules, RulesForOursReplaceThoseForEveryone) {
  const auto robots = RobotsRules::parse(
      "User-agent: *\nDisallow: /\nCrawl-delay: 9\n\n"
      "User-agent: OtherBot\nDisallow: /b\n\n"
      "User-agent: OtherBot\nUser-Agent: Consentry/2.1 (a comment)\nDisallow: /private\n");
  EXPECT_TRUE(robots.allows("/b"));
  EXPECT_FALSE(robots.allows("/private/x"));
  EXPECT_EQ(robots.delay(), seconds(0));
}

TEST(RobotsRules, GroupsForOthersAreNotOurs) {
  const auto robots = RobotsRules::parse("User-agent: consentrybot\nDisallow: /\n");
  EXPECT_TRUE(robots.allows("/"));
}

TEST(RobotsRules, StarsAndDollarsMeanWhatTheRfcSays) {
  const auto robots = RobotsRules::parse(
      "User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?session=\nDisallow: /exact$\n");
  EXPECT_FALSE(robots.allows("/files/a.pdf"));
  EXPECT_TRUE(robots.allows("/files/a.pdf.html"));
  EXPECT_FALSE(robots.allows("/p?session=1"));
  EXPECT_FALSE(robots.allows("/exact"));
  EXPECT_TRUE(robots.allows("/exactly"));
}

TEST(RobotsRules, EncodedAndPlainPathsAreTheSame) {
  const auto robots = RobotsRules::parse("User-agent: *\nDisallow: /caf%C3%A9\n");
  EXPECT_FALSE(robots.allows("/caf\xC3\xA9/menu"));
  EXPECT_FALSE(robots.allows("/caf%c3%a9"));
}

TEST(RobotsRules, AnEmptyDisallowForbidsNothing) {
  EXPECT_TRUE(RobotsRules::parse("User-agent: *\nDisallow:\n").allows("/x"));
}

TEST(RobotsRules, SitemapsStandOutsideOfGroups) {
  const auto robots = RobotsRules::parse(
      "Sitemap: https://www.shop.example/one.xml\r\nUser-agent: x\r\nDisallow: /\r\n"
      "sitemap : https://www.shop.example/two.xml # the second\r\nSitemap: no address\r\n");
  EXPECT_EQ(robots.sitemaps(), (std::vector<std::string>{"https://www.shop.example/one.xml",
                                                         "https://www.shop.example/two.xml"}));
}

TEST(RobotsRules, ADelayIsKeptWithinReason) {
  EXPECT_EQ(RobotsRules::parse("User-agent: *\nCrawl-delay: 3\n").delay(), seconds(3));
  EXPECT_EQ(RobotsRules::parse("User-agent: *\nCrawl-delay: 86400\n").delay(), seconds(10));
  EXPECT_EQ(RobotsRules::parse("User-agent: *\nCrawl-delay: -4\n").delay(), seconds(0));
  EXPECT_EQ(RobotsRules::parse("User-agent: *\nCrawl-delay: soon\n").delay(), seconds(0));
}

TEST(RobotsRules, NonsenseIsPassedOver) {
  const auto robots =
      RobotsRules::parse("\xEF\xBB\xBFUser-agent: *\n<html>\n:::\n\x01\xFF\nDisallow: /x");
  EXPECT_FALSE(robots.allows("/x"));
  EXPECT_TRUE(robots.allows("/y"));
}

TEST(RobotsRules, PatternsOfManyStarsEndInTime) {
  std::string stars = "User-agent: *\nDisallow: /";
  for (int i = 0; i < 2'000; ++i) stars += "*a";
  const auto robots = RobotsRules::parse(stars + "$\n");
  EXPECT_TRUE(robots.allows("/" + std::string(4'000, 'a') + "b"));
}

}  // namespace
}  // namespace consentry
