// SPDX-License-Identifier: Apache-2.0
#include "core/judge/own_trials.h"

#include <gtest/gtest.h>

#include "fakes/site_maker.h"

namespace consentry {
namespace {

std::vector<BannerControl> choice() {
  return {button("Accept all", Intent::accept_all), button("Refuse", Intent::refuse_all)};
}

TEST(OwnTrials, AreNeededWhereTheSignalHidesTheBanner) {
  SiteMaker site;
  site.run("refuse").banner(choice());
  site.run("gpc").no_banner().trial(Step::documents);
  EXPECT_TRUE(needs_trials_without_signal(site.facts()));
}

TEST(OwnTrials, AreNotNeededWhereTheyWereMade) {
  SiteMaker site;
  site.run("refuse").banner(choice());
  site.run("gpc").banner(choice()).trial(Step::wait);
  EXPECT_FALSE(needs_trials_without_signal(site.facts()));
}

TEST(OwnTrials, AreNotNeededWithoutABannerOrWithoutAPage) {
  SiteMaker bare;
  bare.run("refuse").no_banner();
  bare.run("gpc").no_banner().trial(Step::documents);
  EXPECT_FALSE(needs_trials_without_signal(bare.facts()));

  SiteMaker broken;
  broken.run("refuse").banner(choice());
  broken.add_run("gpc", {});
  EXPECT_FALSE(needs_trials_without_signal(broken.facts()));

  SiteMaker unasked;
  unasked.run("refuse").banner(choice());
  EXPECT_FALSE(needs_trials_without_signal(unasked.facts()));
}

TEST(OwnTrials, AreNeededWhereTheSignalKeepsListenersBackFromAField) {
  SiteMaker site;
  site.run("refuse").banner(choice()).request("https://ads.example/t.js", tracker("Ads Inc"));
  site.run("gpc").banner(choice()).trial(Step::wait).trial(Step::typing).typed("email", "abc@x");
  EXPECT_TRUE(needs_trials_without_signal(site.facts()));
  site.run("gpc")
      .at(Phase::gpc, Step::load)
      .request("https://ads.example/t.js", tracker("Ads Inc"));
  EXPECT_FALSE(needs_trials_without_signal(site.facts()));
}

}  // namespace
}  // namespace consentry
