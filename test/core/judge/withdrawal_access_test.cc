// SPDX-License-Identifier: Apache-2.0
// Whether a lasting way back to the choice is there, and whether withdrawing was possible.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

SiteMaker accepted_site(bool link_on_reload, bool link_on_second_page, ChoiceResult withdrawal) {
  SiteMaker site;
  RunMaker& run = site.run("accept");
  run.choose(Phase::accept).at(Phase::accept, Step::reload);
  if (link_on_reload) run.reopen_control("Cookie settings");
  run.at(Phase::accept, Step::second_page);
  if (link_on_second_page) run.reopen_control("Cookie settings");
  run.at(Phase::withdraw, Step::choice).outcome(Phase::withdraw, withdrawal);
  return site;
}

TEST(WithdrawalAccess, IsThereOnEveryPageOrElseFound) {
  EXPECT_EQ(verdict(accepted_site(true, true, ChoiceResult::done), "WDR-01"), "pass");
  EXPECT_EQ(verdict(accepted_site(true, false, ChoiceResult::done), "WDR-01"), "risk");
  EXPECT_EQ(verdict(accepted_site(false, false, ChoiceResult::no_control), "WDR-01"),
            "likely-breach");
}

TEST(WithdrawalAccess, IsMissingWhereOnlyACallOpensThePanel) {
  const auto site_with = [](bool link) {
    SiteMaker site;
    RunMaker& run = site.run("accept");
    run.choose(Phase::accept).at(Phase::accept, Step::reload).reopen_control("show", "api", false);
    run.at(Phase::withdraw, Step::choice);
    if (link) run.click(Intent::withdraw, "Cookies");
    run.banner({}).click(Intent::refuse_all, "Reject all");
    run.outcome(Phase::withdraw, ChoiceResult::done, link ? 2 : 1);
    return site;
  };
  EXPECT_EQ(verdict(site_with(false), "WDR-01"), "likely-breach");
  EXPECT_EQ(verdict(site_with(true), "WDR-01"), "pass");
}

TEST(WithdrawalAccess, IsNotMissedOnAPageThatNobodySaw) {
  SiteMaker failed = accepted_site(true, false, ChoiceResult::done);
  failed.run("accept").at(Phase::accept, Step::second_page).limitation("http-error", "404");
  EXPECT_EQ(verdict(failed, "WDR-01"), "pass");
  SiteMaker cut = accepted_site(true, false, ChoiceResult::done);
  cut.run("accept").cut_off();
  EXPECT_EQ(verdict(cut, "WDR-01"), "pass");
}

TEST(WithdrawalAccess, IsNotMissingWhereNobodyLooked) {
  SiteMaker site;
  site.run("accept").choose(Phase::accept).at(Phase::accept, Step::reload);
  EXPECT_EQ(verdict(site, "WDR-01"), "not-measured");
  site.run("accept").reopen_control("", "api");
  EXPECT_EQ(verdict(site, "WDR-01"), "likely-breach") << "no visitor can call an interface";
  site.run("accept").reopen_control("Hidden", "link", false);
  EXPECT_EQ(verdict(site, "WDR-01"), "risk") << "it may stand in a menu that is closed";
}

TEST(AfterWithdrawal, IsNotMeasuredWithoutAWithdrawal) {
  EXPECT_EQ(verdict(accepted_site(true, true, ChoiceResult::unproven), "WDR-03"), "not-measured");
}

}  // namespace
}  // namespace consentry
