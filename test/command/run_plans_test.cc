// SPDX-License-Identifier: Apache-2.0
#include "command/run_plans.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace consentry {
namespace {

const std::vector<Phase> kAll{kPhases.begin(), kPhases.end()};

auto observing_before(const std::vector<PlannedRun>& runs) {
  return std::ranges::count_if(runs, [](const PlannedRun& run) {
    return !run.gpc && !run.aside && !run.settings && run.phases.front() == Phase::before;
  });
}

TEST(RunPlans, EveryPhaseNeedsFourProfiles) {
  const auto runs = plan_runs(kAll);
  ASSERT_EQ(std::ranges::count_if(runs, &PlannedRun::certain), 4);
  EXPECT_EQ(runs[0].phases, (std::vector<Phase>{Phase::before, Phase::refuse, Phase::revisit}));
  EXPECT_EQ(runs[1].phases, (std::vector<Phase>{Phase::before, Phase::accept, Phase::withdraw}));
  EXPECT_EQ(runs[2].phases, (std::vector<Phase>{Phase::before, Phase::one_purpose}));
  EXPECT_TRUE(runs[3].gpc);
}

TEST(RunPlans, ConsentToOnePurposeHasAProfileOfItsOwnAndComesOnlyWhereItIsAskedFor) {
  const auto runs = plan_runs({Phase::one_purpose});
  EXPECT_EQ(runs[0].name, "one-purpose");
  EXPECT_EQ(observing_before(runs), 2);
  for (const PlannedRun& run : plan_runs({Phase::before, Phase::accept})) {
    EXPECT_EQ(std::ranges::count(run.phases, Phase::one_purpose), 0) << run.name;
  }
}

TEST(RunPlans, BeforeCanAlwaysBeSeenByTwoIndependentProfiles) {
  EXPECT_EQ(observing_before(plan_runs({Phase::before})), 2);
  EXPECT_EQ(observing_before(plan_runs({Phase::refuse})), 2);
  EXPECT_EQ(observing_before(plan_runs({Phase::before, Phase::accept})), 2);
}

TEST(RunPlans, WithdrawingImpliesAccepting) {
  const auto runs = plan_runs({Phase::withdraw});
  EXPECT_EQ(runs[0].phases, (std::vector<Phase>{Phase::before, Phase::accept, Phase::withdraw}));
}

TEST(RunPlans, RevisitingImpliesRefusingAndComesOnlyWhereItIsAskedFor) {
  EXPECT_EQ(plan_runs({Phase::revisit})[0].phases,
            (std::vector<Phase>{Phase::before, Phase::refuse, Phase::revisit}));
  EXPECT_EQ(plan_runs({Phase::refuse})[0].phases,
            (std::vector<Phase>{Phase::before, Phase::refuse}));
}

TEST(RunPlans, TheSignalAloneIsComparedWithARunWithoutIt) {
  const auto runs = plan_runs({Phase::gpc});
  ASSERT_EQ(std::ranges::count_if(runs, &PlannedRun::certain), 2);
  EXPECT_FALSE(runs[0].gpc);
  EXPECT_TRUE(runs[1].gpc);
}

TEST(RunPlans, AWitnessStandsLastAndOnlyWhereOneProfileIsCertain) {
  for (const auto& phases : std::vector<std::vector<Phase>>{
           {Phase::before}, {Phase::refuse}, {Phase::gpc}, {Phase::refuse, Phase::accept}, kAll}) {
    const auto runs = plan_runs(phases);
    const auto witnesses = std::ranges::count(runs, true, &PlannedRun::witness);
    EXPECT_EQ(witnesses, observing_before(runs) - witnesses == 1 ? 1 : 0);
    EXPECT_TRUE(witnesses == 0 || runs.back().witness);
  }
}

TEST(RunPlans, WhatTheSignalMayHideCanBeTriedWithoutIt) {
  for (const auto& phases : std::vector<std::vector<Phase>>{{Phase::gpc}, kAll}) {
    const auto runs = plan_runs(phases);
    const auto aside = std::ranges::find_if(runs, &PlannedRun::aside);
    ASSERT_NE(aside, runs.end());
    EXPECT_FALSE(aside->gpc);
    EXPECT_EQ(aside->phases, std::vector<Phase>{Phase::before});
    EXPECT_TRUE(std::none_of(aside, runs.end(), [](const auto& run) { return run.certain(); }));
  }
  EXPECT_EQ(std::ranges::count_if(plan_runs({Phase::refuse, Phase::accept}), &PlannedRun::aside),
            0);
}

TEST(RunPlans, SettingsCanBeOpenedInASecondProfileWhereOneOpensThem) {
  const auto accepting = plan_runs({Phase::refuse, Phase::accept});
  const auto again = std::ranges::find_if(accepting, &PlannedRun::settings);
  ASSERT_NE(again, accepting.end());
  EXPECT_FALSE(again->certain());
  EXPECT_EQ(again->phases, std::vector<Phase>{Phase::before});
  EXPECT_EQ(std::ranges::count_if(plan_runs({Phase::before, Phase::refuse}), &PlannedRun::settings),
            0);
}

TEST(RunPlans, RunNamesAreUnique) {
  for (const auto& phases :
       std::vector<std::vector<Phase>>{{Phase::before}, {Phase::refuse}, {Phase::accept}, kAll}) {
    auto runs = plan_runs(phases);
    std::ranges::sort(runs, {}, &PlannedRun::name);
    EXPECT_EQ(std::ranges::adjacent_find(runs, {}, &PlannedRun::name), runs.end());
  }
}

}  // namespace
}  // namespace consentry
