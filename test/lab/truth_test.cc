// SPDX-License-Identifier: Apache-2.0
#include "lab/truth.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/embedded.h"
#include "lab/recipe.h"

namespace consentry::lab {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

// The site of the first web that plays a scenario, and its truth.
class LabTruth : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    web_ = new LabWeb(
        std::move(*make_web(11, 44, [](std::string_view name) { return embedded(name); })));
    truth_ = new Truth(truth_of(*web_));
  }
  static void TearDownTestSuite() {
    delete truth_;
    delete web_;
  }
  static const SiteTruth& of(std::string_view scenario) {
    for (std::size_t i = 0; i < web_->sites.size(); ++i) {
      if (web_->sites[i].scenario == scenario) return truth_->sites[i];
    }
    ADD_FAILURE() << "no such scenario: " << scenario;
    return truth_->sites.front();
  }
  // The same without PRE-12, which shared fonts, libraries and maps bring by chance.
  static std::vector<std::string> found_in(std::string_view scenario) {
    std::vector<std::string> found = of(scenario).must_find;
    std::erase(found, "PRE-12");
    return found;
  }
  static LabWeb* web_;
  static Truth* truth_;
};
LabWeb* LabTruth::web_ = nullptr;
Truth* LabTruth::truth_ = nullptr;

TEST_F(LabTruth, HonestSitesHaveNothingToFind) {
  const SiteTruth& empty = of("nothing stored, no banner needed");
  const std::size_t rules = empty.must_not_find.size() + empty.must_find.size();
  EXPECT_GE(rules, 36U);
  for (const char* scenario :
       {"nothing stored, no banner needed", "only necessary cookies, no banner needed",
        "preferences in local storage and a harmless canvas",
        "honest banner with an honest TC string", "honest banner with honest consent mode",
        "device recognised after consent only", "identifier in local storage after consent only",
        "redirected to www, honest banner in a frame",
        "never quiet, honest banner in a foreign frame", "boxes not ticked, first layer",
        "Klaro, well set up", "CookieConsent 3, well set up", "Osano Cookie Consent, well set up",
        "Orejime, well set up", "tarteaucitron, well set up", "c15t, well set up"}) {
    // Fonts and libraries from shared hosts are many an honest site's only blemish.
    EXPECT_THAT(found_in(scenario), IsEmpty()) << scenario;
    const std::size_t blemishes = of(scenario).must_find.size();
    // What the libraries decide by themselves is left open: colours, room, clicks to withdraw.
    EXPECT_GE(of(scenario).must_not_find.size() + blemishes + 3, rules) << scenario;
  }
}

TEST_F(LabTruth, EachWrongHasItsRule) {
  EXPECT_THAT(found_in("trackers before the choice, no banner"), Contains("PRE-18"));
  EXPECT_THAT(found_in("the network without permission, all others with"),
              ElementsAre("GPC-04", "PRE-03", "PRE-17", "REJ-02", "WDR-03", "XS-01", "XS-02"));
  EXPECT_THAT(found_in("device recognised before the choice"), ElementsAre("PRE-06"));
  EXPECT_THAT(found_in("TC string claims consent before the choice"), ElementsAre("PRE-19"));
  EXPECT_THAT(found_in("consent mode granted by default"), ElementsAre("PRE-19"));
  EXPECT_THAT(found_in("TC string claims consent after refusal"), ElementsAre("REJ-04", "WDR-07"));
  EXPECT_THAT(found_in("consent mode claims consent after refusal"),
              ElementsAre("REJ-04", "WDR-07"));
  EXPECT_THAT(found_in("no refusal on the first layer: one deeper"), ElementsAre("UI-01", "UI-02"));
  EXPECT_THAT(found_in("refusal two layers deeper"), ElementsAre("UI-01", "UI-02"));
  EXPECT_THAT(found_in("hard to read refusal"), ElementsAre("UI-05", "UI-06"));
  EXPECT_THAT(found_in("boxes ticked beforehand, first layer"), ElementsAre("UI-10"));
  EXPECT_THAT(found_in("no way back after consent"), ElementsAre("WDR-01"));
  EXPECT_THAT(found_in("way back in the privacy policy only"), ElementsAre("WDR-01"));
  EXPECT_THAT(found_in("withdrawal without effect"), ElementsAre("WDR-03", "WDR-05", "XS-02"));
  EXPECT_THAT(found_in("a tracker called necessary"), Contains("ACC-04"));
}

TEST_F(LabTruth, NewAfterRefusalIsToldFromGoingOn) {
  const SiteTruth& ignored = of("refusal ignored: the same identifiers go on");
  EXPECT_THAT(ignored.must_find, Contains("REJ-02"));
  EXPECT_THAT(ignored.must_not_find, Contains("REJ-01"));
  const SiteTruth& fresh = of("refusal brings new identifiers");
  EXPECT_THAT(fresh.must_find, Contains("REJ-01"));
  EXPECT_THAT(fresh.must_not_find, Contains("PRE-02"));
}

TEST_F(LabTruth, MeasuringWithoutStorageIsARequestAndNoStorage) {
  const SiteTruth& ping = of("measuring without storage, whatever the choice");
  EXPECT_THAT(ping.must_find, Contains("PRE-01"));
  EXPECT_THAT(ping.must_find, Contains("REJ-03"));
  EXPECT_THAT(ping.must_not_find, Contains("PRE-02"));
  EXPECT_THAT(ping.must_not_find, Contains("REJ-01"));
}

TEST_F(LabTruth, WhereNothingCanBeRefusedNoRefusalIsJudged) {
  for (const char* rule : {"REJ-01", "REJ-02", "REJ-03", "REJ-04"}) {
    EXPECT_THAT(of("no refusal at all").must_not_find, Contains(rule));
    EXPECT_THAT(of("trackers before the choice, no banner").must_not_find, Contains(rule));
  }
}

TEST_F(LabTruth, HonouringGpcIsNoGpcFindingAlthoughTrackersRunOtherwise) {
  const SiteTruth& honours = of("GPC honoured, trackers before the choice otherwise");
  EXPECT_THAT(honours.must_find, Contains("PRE-01"));
  EXPECT_THAT(honours.must_not_find, Contains("GPC-04"));
  EXPECT_THAT(of("trackers before the choice, refusal respected, GPC ignored").must_find,
              Contains("GPC-04"));
}

TEST_F(LabTruth, NoRuleIsOnBothSidesAndTheUnitedStatesRuleIsNeverFound) {
  for (const SiteTruth& site : truth_->sites) {
    for (const std::string& rule : site.must_find)
      EXPECT_THAT(site.must_not_find, Not(Contains(rule)));
    EXPECT_THAT(site.must_not_find, Contains("GPC-01"));
  }
}

TEST_F(LabTruth, FewPairsAreUndefined) {
  std::size_t defined = 0;
  for (const SiteTruth& site : truth_->sites)
    defined += site.must_find.size() + site.must_not_find.size();
  EXPECT_GE(defined * 100, truth_->sites.size() * 41 * 99);
}

TEST_F(LabTruth, TheNetworkFollowsAndTheFirstPartyAnalystDoesNot) {
  for (const CompanyTruth& company : truth_->companies) {
    if (company.company == "Mirovante") {
      EXPECT_TRUE(company.follows);
      EXPECT_FALSE(company.listed);
      EXPECT_THAT(company.identifiers, ElementsAre("mv_id"));
    }
    if (company.company == "Tellusa") {
      EXPECT_FALSE(company.follows);
    }
  }
}

TEST(BannerTruth, ABannerInAnotherLanguageSpeaksNotThePages) {
  const LabWeb web = std::move(
      *make_web(3, recipes().size(), [](std::string_view name) { return embedded(name); }));
  int foreign = 0;
  for (const Site& site : web.sites) {
    foreign += site.banner_language != nullptr;
    EXPECT_NE(site.banner_language, site.language);
  }
  EXPECT_EQ(foreign, 1);
}

TEST(BannerTruth, PicturesUnderTheRefusalCountAsTheyAreSeen) {
  const LabWeb web = std::move(
      *make_web(3, recipes().size(), [](std::string_view name) { return embedded(name); }));
  const Truth truth = truth_of(web);
  int played = 0;
  for (std::size_t i = 0; i < web.sites.size(); ++i) {
    const bool pale = web.sites[i].banner.flaw == Flaw::pale_picture;
    const bool dark = web.sites[i].banner.flaw == Flaw::dark_picture;
    played += pale || dark;
    if (pale) {
      EXPECT_THAT(truth.sites[i].must_find, Contains("UI-05"));
    }
    if (dark) {
      EXPECT_THAT(truth.sites[i].must_not_find, Contains("UI-05"));
    }
    if (pale || dark) {
      EXPECT_THAT(truth.sites[i].must_not_find, Contains("UI-06"));
    }
  }
  EXPECT_EQ(played, 2);
}

TEST(SharedIdentifier, OnOneSiteAloneFollowsNobody) {
  LabWeb web = std::move(*make_web(1, 1, [](std::string_view name) { return embedded(name); }));
  Dice dice(1);
  add_tag(web.sites.front(), PartyId::mirovante, Gate::always, dice);
  EXPECT_THAT(truth_of(web).sites.front().must_not_find, Contains("XS-01"));
  EXPECT_THAT(truth_of(web).sites.front().must_not_find, Contains("XS-02"));
  std::vector<std::string> found = truth_of(web).sites.front().must_find;
  std::erase(found, "PRE-12");
  EXPECT_THAT(found, UnorderedElementsAre("GPC-04", "PRE-03", "PRE-17", "PRE-18"));
}

TEST_F(LabTruth, ConsentThatIsSharedIsToBeFoundWhereTheOtherSiteIsNotNamed) {
  const auto web =
      make_web(1, recipes().size(), [](std::string_view name) { return embedded(name); });
  const Truth truth = truth_of(*web);
  int sharing = 0;
  for (std::size_t i = 0; i < web->sites.size(); ++i) {
    if (!web->sites[i].shares_consent) continue;
    ++sharing;
    const SiteTruth& site = truth.sites[i];
    EXPECT_THAT(web->sites[i].names_partners ? site.must_not_find : site.must_find,
                Contains("ACC-07"))
        << web->sites[i].scenario;
  }
  EXPECT_EQ(sharing, 4);
}

TEST_F(LabTruth, PairsThatShareConsentHaveAHostOfTheirOwn) {
  std::map<std::string, int> sites;
  const auto web =
      make_web(1, 2 * recipes().size(), [](std::string_view name) { return embedded(name); });
  for (const Site& site : web->sites) {
    if (site.shares_consent) ++sites[site.consent_hub];
  }
  EXPECT_EQ(sites.size(), 4U);
  for (const auto& [hub, count] : sites) EXPECT_EQ(count, 2) << hub;
}

}  // namespace
}  // namespace consentry::lab
