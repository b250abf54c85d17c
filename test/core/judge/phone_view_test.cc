// SPDX-License-Identifier: Apache-2.0
// UI-23: the banner on a phone's screen.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

std::vector<BannerControl> pair() {
  return {button("Accept all", Intent::accept_all), button("Refuse", Intent::refuse_all)};
}

void on_phone(RunMaker& run, std::vector<BannerControl> controls) {
  run.trial(Step::phone).banner(std::move(controls));
  run.run().banner_views.back().viewport = {0, 0, 390, 844};
}

std::string verdict_with(std::vector<BannerControl> desk, std::vector<BannerControl> phone) {
  SiteMaker site;
  RunMaker& run = site.run("gpc").banner(desk);
  site.run("refuse").banner(std::move(desk));
  on_phone(run, std::move(phone));
  return verdict(site, "UI-23");
}

TEST(PhoneView, ALostRefusalIsALikelyBreachByOneProfile) {
  EXPECT_EQ(verdict_with(pair(), {button("Accept all", Intent::accept_all)}), "likely-breach");
  std::vector<BannerControl> hidden = pair();
  hidden.back().visible = false;
  EXPECT_EQ(verdict_with(pair(), hidden), "likely-breach");
}

TEST(PhoneView, ARefusalThatStaysOrOnlyMovesPasses) {
  EXPECT_EQ(verdict_with(pair(), pair()), "pass");
  std::vector<BannerControl> below = pair();
  below.back().in_view = false;
  EXPECT_EQ(verdict_with(pair(), below), "pass");
}

TEST(PhoneView, AnotherBannerIsNotCompared) {
  EXPECT_EQ(verdict_with(pair(), {button("Take them", Intent::accept_all)}), "not-measured");
  EXPECT_EQ(verdict_with(pair(), {button("Settings", Intent::settings)}), "not-measured");
}

TEST(PhoneView, WhatWasNeverThereIsNotLost) {
  EXPECT_EQ(verdict_with({button("Accept all", Intent::accept_all)},
                         {button("Accept all", Intent::accept_all)}),
            "not-applicable");
}

TEST(PhoneView, WithoutALookOnAPhoneNothingIsSaid) {
  SiteMaker site;
  site.run("refuse").banner(pair());
  EXPECT_EQ(verdict(site, "UI-23"), "not-measured");
  SiteMaker bare;
  bare.run("refuse").no_banner();
  EXPECT_EQ(verdict(bare, "UI-23"), "not-applicable");
}

TEST(PhoneView, AScanMadeOnAPhonesScreenHasNothingToCompare) {
  SiteMaker site;
  RunMaker& run = site.run("refuse").banner(pair());
  run.run().banner_views.back().viewport = {0, 0, 390, 844};
  EXPECT_EQ(verdict(site, "UI-23"), "not-applicable");
}

}  // namespace
}  // namespace consentry
