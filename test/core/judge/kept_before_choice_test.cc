// SPDX-License-Identifier: Apache-2.0
// What is kept too long, and click identifiers that are kept at all (PRE-08, PRE-17).
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

constexpr const char* kScript = "https://ads.example/tag.js";
constexpr const char* kClick = "Cj0KCQiA7x4BhDpARIsAF";

SiteMaker keeping(const std::string& address, const std::string& value, double days = 90) {
  SiteMaker site(address);
  for (RunMaker* run : site.both()) {
    run->request(kScript, tracker("Ads Inc"))
        .script_cookie("shop.example", "kept", value, kScript, days * kDay);
  }
  ItemFacts& item = site.cookie("shop.example", "kept");
  item.setter_company = "Ads Inc";
  item.setter_domain = "ads.example";
  return site;
}

std::string landing() { return std::string("https://shop.example/?utm_source=x&gclid=") + kClick; }

TEST(ClickIds, KeptWeighByWhoKeepsThem) {
  auto site = keeping(landing(), std::string("GCL.1763800000.") + kClick);
  EXPECT_EQ(verdict(site, "PRE-08"), "likely-breach");
  ItemFacts& item = site.cookie("shop.example", "kept");
  item.purpose = Purpose::marketing;
  item.catalogued = true;
  EXPECT_EQ(verdict(site, "PRE-08"), "breach");
  item.purpose = Purpose::unknown;
  item.catalogued = false;
  item.setter_domain = "shop.example";
  EXPECT_EQ(verdict(site, "PRE-08"), "risk");
}

TEST(ClickIds, InTheAddressOnlyAreNotKept) {
  EXPECT_EQ(verdict(keeping(landing(), "something-else"), "PRE-08"), "pass");
}

TEST(ClickIds, OfAnAddressWithoutOneAreNotApplicable) {
  EXPECT_EQ(verdict(keeping("https://shop.example/?gclid=", "x"), "PRE-08"), "not-applicable");
  EXPECT_EQ(verdict(keeping("https://shop.example/", kClick), "PRE-08"), "not-applicable");
}

TEST(Lifetimes, OfMoreThanThirteenMonthsAreALikelyBreachInFranceAndARiskElsewhere) {
  auto site = keeping("https://shop.example/", "v", 400);
  EXPECT_EQ(verdict(site, "PRE-17"), "pass") << "what needs no consent may last";
  site.cookie("shop.example", "kept").purpose = Purpose::statistics;
  EXPECT_EQ(verdict(site, "PRE-17", "fr"), "likely-breach");
  EXPECT_EQ(verdict(site, "PRE-17", "eu"), "risk");
  site.cookie("shop.example", "kept").purpose = Purpose::unknown;
  site.cookie("shop.example", "kept").identifier = IdentifierStrength::strong;
  EXPECT_EQ(verdict(site, "PRE-17", "fr"), "risk") << "an unknown purpose never weighs more";
  auto shorter = keeping("https://shop.example/", "v", 395);
  shorter.cookie("shop.example", "kept").purpose = Purpose::statistics;
  EXPECT_EQ(verdict(shorter, "PRE-17", "fr"), "pass");
}

}  // namespace
}  // namespace consentry
