// SPDX-License-Identifier: Apache-2.0
// The scenarios about what pages store, read and send: each wrong one has its rule, its twin not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/embedded.h"
#include "lab/recipe.h"
#include "lab/truth.h"

namespace consentry::lab {
namespace {

using ::testing::Contains;

struct Pair {
  const char* wrong;
  const char* right;
  const char* rule;
};
constexpr Pair kPairs[] = {
    {"identifier told to another company before the choice",
     "identifier told to another company after consent only", "PRE-07"},
    {"tag manager before the choice", "tag manager after consent only", "PRE-10"},
    {"a film of another company at once", "the site counts its readers itself", "PRE-12"},
    {"e-mail address told before the choice", "e-mail address told after consent only", "PRE-13"},
    {"click identifier kept before the choice", "click identifier kept after consent only",
     "PRE-08"},
    {"measuring behind the site's own domain", "the site counts its readers itself", "PRE-15"},
    {"led through a host that recognises visitors", "the site counts its readers itself", "PRE-20"},
    {"identifier in IndexedDB before the choice", "identifier in IndexedDB after consent only",
     "PRE-04"},
    {"refusal ignored: the same identifiers go on", "honest banner with an honest TC string",
     "PRE-05"},
    {"known again by a file's date whatever was chosen",
     "known again by a file's date after consent only", "PRE-04"},
    {"connected to a tracker before the choice", "a tracker's name looked up before the choice",
     "PRE-01"},
    {"measuring without storage, whatever the choice", "honest banner with honest consent mode",
     "PRE-11"},
    {"a tracker called necessary", "boxes not ticked, first layer", "PRE-17"},
};

class ObservationTruth : public ::testing::Test {
 protected:
  // A web of every scenario, whose sites share no fonts, libraries or maps.
  static void SetUpTestSuite() {
    web_ = new LabWeb(std::move(
        *make_web(5, recipes().size(), [](std::string_view name) { return embedded(name); })));
    for (Site& site : web_->sites) {
      site.shares_fonts = site.shares_library = site.shows_map = false;
    }
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
  static LabWeb* web_;
  static Truth* truth_;
};
LabWeb* ObservationTruth::web_ = nullptr;
Truth* ObservationTruth::truth_ = nullptr;

TEST_F(ObservationTruth, EachRuleHasAWrongSiteAndARightOne) {
  for (const Pair& pair : kPairs) {
    EXPECT_THAT(of(pair.wrong).must_find, Contains(pair.rule)) << pair.wrong;
    EXPECT_THAT(of(pair.right).must_not_find, Contains(pair.rule)) << pair.right;
  }
}

TEST_F(ObservationTruth, AFilmBehindAClickIsNoEmbeddedContent) {
  EXPECT_THAT(of("a film of another company behind a click").must_not_find, Contains("PRE-12"));
}

TEST_F(ObservationTruth, AnAdvertisementsAddressCarriesItsClick) {
  for (const Site& site : web_->sites) {
    const bool clicked = site.scenario.starts_with("click identifier");
    EXPECT_EQ(site.url().find("/?gclid=") != std::string::npos, clicked) << site.url();
  }
}

}  // namespace
}  // namespace consentry::lab
