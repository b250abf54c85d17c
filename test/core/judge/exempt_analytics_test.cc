// SPDX-License-Identifier: Apache-2.0
// Counting that may need no consent in some countries (PRE-16), and what PRE-02 makes of it there.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

constexpr const char* kValue = "a1b2c3d4e5f60718.1763800000.";

class Counting : public ::testing::Test {
 protected:
  void counted(double days, const std::string& domain = "shop.example") {
    for (RunMaker* run : site.both()) {
      run->script_cookie(domain, "_pk_id.1.1f3a", kValue, "https://shop.example/matomo.js",
                         days * kDay);
    }
    ItemFacts& facts = site.cookie(domain, "_pk_id.1.1f3a");
    facts.purpose = Purpose::statistics;
    facts.vendor = "Matomo";
    facts.catalogued = true;
  }
  SiteMaker site;
};

TEST_F(Counting, WithinTheConditionsPassesWhereThereIsAnExemption) {
  counted(393);
  for (const char* profile : {"fr", "it", "es", "nl", "uk"}) {
    EXPECT_EQ(verdict(site, "PRE-16", profile), "pass") << profile;
    EXPECT_EQ(verdict(site, "PRE-02", profile), "risk") << profile;
  }
}

TEST_F(Counting, NeedsConsentElsewhere) {
  counted(393);
  for (const char* profile : {"eu", "de", "be"}) {
    EXPECT_EQ(verdict(site, "PRE-16", profile), "not-applicable") << profile;
    EXPECT_EQ(verdict(site, "PRE-02", profile), "breach") << profile;
  }
}

TEST_F(Counting, ForLongerThanThirteenMonthsIsNotCovered) {
  counted(399);
  EXPECT_EQ(verdict(site, "PRE-16", "fr"), "likely-breach");
}

TEST_F(Counting, OnAnotherDomainIsNotCovered) {
  counted(393, "counter.example");
  EXPECT_EQ(verdict(site, "PRE-16", "fr"), "likely-breach");
  EXPECT_EQ(verdict(site, "PRE-02", "fr"), "breach");
}

TEST_F(Counting, ToldToAnotherTrackerIsNotCovered) {
  counted(393);
  for (RunMaker* run : site.both()) {
    run->request("https://ads.example/p?u=a1b2c3d4e5f60718", tracker("Ads Inc"));
  }
  EXPECT_EQ(verdict(site, "PRE-16", "fr"), "likely-breach");
}

TEST_F(Counting, RenewedOnEachVisitIsNotCovered) {
  counted(393);
  for (RunMaker* run : site.both()) {
    for (int i = 0; i < 300; ++i) run->no_banner();  // time goes by
    run->script_cookie("shop.example", "_pk_id.1.1f3a", kValue, "https://shop.example/matomo.js",
                       393 * kDay);
  }
  EXPECT_EQ(verdict(site, "PRE-16", "fr"), "likely-breach");
}

TEST_F(Counting, OtherProgramsAreNoMatterOfTheRule) {
  counted(393);
  site.cookie("shop.example", "_pk_id.1.1f3a").vendor = "Google Analytics";
  EXPECT_EQ(verdict(site, "PRE-16", "fr"), "not-applicable");
  EXPECT_EQ(verdict(site, "PRE-02", "fr"), "breach");
}

}  // namespace
}  // namespace consentry
