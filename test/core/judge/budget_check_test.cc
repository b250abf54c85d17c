// SPDX-License-Identifier: Apache-2.0
#include "core/judge/budget_check.h"

#include <gtest/gtest.h>

#include "fakes/site_maker.h"

namespace consentry {
namespace {

Budget budget_of(std::string_view text) { return *Budget::parse("consentry.toml", text); }

std::string names_of(const std::vector<SeenThing>& things) {
  std::string names;
  for (const SeenThing& thing : things) {
    names += (names.empty() ? "" : ", ") + thing.kind + " " + thing.name;
  }
  return names;
}

// A shop that loads a font and an advertiser before a choice, and keeps a cookie after refusing.
class ShopBudget : public ::testing::Test {
 protected:
  ShopBudget() {
    for (RunMaker* run : site_.both()) {
      run->request("https://cdn.fonts.example/a.woff2");
      run->request("https://px.ads.example/p", tracker("Ads Inc"));
      run->http_cookie("shop.example", "sid", "1", "https://shop.example/");
      run->local_item("https://shop.example", "theme", "dark");
      run->banner({button("Refuse", Intent::refuse_all)});
    }
    site_.run("refuse").choose(Phase::refuse).at(Phase::refuse, Step::reload);
    site_.run("refuse").http_cookie("shop.example", "late", "x", "https://shop.example/");
  }

  std::vector<PhaseBudget> check(std::string_view text) {
    return check_budget(site_.facts(), budget_of(text));
  }

  SiteMaker site_;
};

TEST_F(ShopBudget, IsExceededByWhatItDoesNotName) {
  const auto phases = check("[before]\nservices = ['fonts.example']\ncookies = ['s*']\n");
  ASSERT_EQ(phases.size(), 1U);
  EXPECT_EQ(phases[0].state, BudgetState::exceeded);
  EXPECT_EQ(names_of(phases[0].beyond), "service ads.example, local theme");
  EXPECT_EQ(phases[0].beyond[0].owner, "Ads Inc");
  EXPECT_EQ(phases[0].beyond[0].runs, 2);
  EXPECT_EQ(phases[0].beyond[0].at.run, "refuse");
  EXPECT_GT(phases[0].beyond[0].at.line, 0U);
}

TEST_F(ShopBudget, IsKeptWhenEverythingIsNamed) {
  const auto phases = check(
      "[before]\nservices = ['ads inc', 'fonts.example']\ncookies = ['sid']\nstorage = ['*']\n");
  EXPECT_EQ(state_of(phases), BudgetState::within) << names_of(phases[0].beyond);
}

TEST_F(ShopBudget, HoldsEachPhaseByItself) {
  const auto phases =
      check("[before]\nservices = ['*']\ncookies = ['sid']\nstorage = ['*']\n[refuse]\n");
  ASSERT_EQ(phases.size(), 2U);
  EXPECT_EQ(phases[0].state, BudgetState::within);
  EXPECT_EQ(names_of(phases[1].beyond), "cookie late");
}

TEST_F(ShopBudget, NeverTakesAPhaseThatWasNotMeasuredForKept) {
  const auto phases = check("[accept]\nservices = ['*']\n[gpc]\nservices = ['*']\n");
  ASSERT_EQ(phases.size(), 2U);
  for (const PhaseBudget& phase : phases) {
    EXPECT_EQ(phase.state, BudgetState::not_measured);
    EXPECT_FALSE(phase.reason.empty());
  }
}

TEST_F(ShopBudget, SaysWhyAfterAChoiceThatTheSiteDidNotTake) {
  site_.run("accept")
      .at(Phase::accept, Step::choice)
      .outcome(Phase::accept, ChoiceResult::unproven);
  const auto phases = check("[accept]\n");
  EXPECT_EQ(phases[0].state, BudgetState::not_measured);
  EXPECT_NE(phases[0].reason.find("nothing shows"), std::string::npos) << phases[0].reason;
}

TEST_F(ShopBudget, IsExceededAlsoWhereThePhaseBrokeOffLater) {
  site_.run("refuse").run().measured = {};
  site_.run("accept").run().measured = {};
  const auto phases = check("[before]\nservices = ['fonts.example']\n");
  EXPECT_EQ(phases[0].runs, 0);
  EXPECT_EQ(phases[0].state, BudgetState::exceeded);
  EXPECT_EQ(check("[before]\nservices = ['*']\ncookies = ['*']\nstorage = ['*']\n")[0].state,
            BudgetState::not_measured);
}

TEST(BudgetCheck, DoesNotApplyToAChoiceThatDoesNotExist) {
  SiteMaker site;
  site.run("refuse").no_banner().at(Phase::refuse, Step::choice);
  site.run("refuse").outcome(Phase::refuse, ChoiceResult::no_banner, 0, 0);
  const auto phases = check_budget(site.facts(), budget_of("[refuse]\n"));
  EXPECT_EQ(phases[0].state, BudgetState::not_applicable);
  EXPECT_NE(phases[0].reason.find("no consent banner"), std::string::npos);
}

TEST(BudgetCheck, HasNothingToWithdrawWhereThereWasNothingToAccept) {
  SiteMaker site;
  site.run("accept").no_banner().at(Phase::accept, Step::choice);
  site.run("accept").outcome(Phase::accept, ChoiceResult::no_banner, 0, 0);
  const auto phases = check_budget(site.facts(), budget_of("[withdraw]\n"));
  EXPECT_EQ(phases[0].state, BudgetState::not_applicable);
  SiteMaker unknown;
  unknown.run("accept").at(Phase::accept, Step::choice);
  unknown.run("accept").outcome(Phase::accept, ChoiceResult::failed);
  EXPECT_EQ(check_budget(unknown.facts(), budget_of("[withdraw]\n"))[0].state,
            BudgetState::not_measured);
}

TEST(BudgetCheck, CountsValuesThatTheRulesLeaveOutAndLeavesTheSitesOwnCompanyOut) {
  SiteMaker site;
  RequestFacts own = party("Shop BV", Function::cdn);
  own.first_party_owner = true;
  site.run("before").request("https://shop-static.example/a.js", own);
  site.run("before").http_cookie("shop.example", "ads", "false", "https://shop.example/");
  site.run("before").http_cookie("shop.example", "", "nameless", "https://shop.example/");
  site.run("before").lost_cookie("shop.example", "refused", "1", "https://shop.example/",
                                 CookieOrigin::http, "SameSite");
  const auto phases = check_budget(site.facts(), budget_of("[before]\n"));
  EXPECT_EQ(names_of(phases[0].beyond), "cookie (no name), cookie ads");
}

TEST(BudgetCheck, NamesEveryStateInOrderOfItsWeight) {
  EXPECT_EQ(name_of(BudgetState::not_measured), "not-measured");
  EXPECT_GT(BudgetState::not_measured, BudgetState::within);
  EXPECT_EQ(state_of({}), BudgetState::not_applicable);
}

}  // namespace
}  // namespace consentry
