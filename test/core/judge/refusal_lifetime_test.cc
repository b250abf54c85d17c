// SPDX-License-Identifier: Apache-2.0
// UI-24: how long a refusal is kept.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

constexpr const char* kScript = "https://shop.example/consent.js";

RunMaker& refused(SiteMaker& site) {
  return site.run("refuse")
      .banner({button("Accept all", Intent::accept_all), button("Refuse", Intent::refuse_all)})
      .choose(Phase::refuse);
}

void keep(RunMaker& run, const std::string& name, std::optional<double> lifetime_s) {
  run.script_cookie("shop.example", name, "no", kScript, lifetime_s);
}

TEST(RefusalLifetime, AMonthIsTooShort) {
  SiteMaker site;
  keep(refused(site), "cookie_consent", 30 * kDay);
  site.run("refuse").at(Phase::refuse, Step::reload);
  site.cookie("shop.example", "cookie_consent").purpose = Purpose::consent_record;
  EXPECT_EQ(verdict(site, "UI-24"), "risk");
  EXPECT_EQ(verdict(site, "UI-24", "fr"), "likely-breach");
  EXPECT_EQ(verdict(site, "UI-24", "it"), "likely-breach");
}

TEST(RefusalLifetime, TheEndOfTheSessionIsTooShort) {
  SiteMaker site;
  keep(refused(site), "cookie_consent", std::nullopt);
  site.cookie("shop.example", "cookie_consent").purpose = Purpose::consent_record;
  EXPECT_EQ(verdict(site, "UI-24"), "risk");
}

TEST(RefusalLifetime, HalfAYearIsLongEnoughHoweverItIsCounted) {
  for (const double days : {180.0, 182.0, 365.0}) {
    SiteMaker site;
    keep(refused(site), "cookie_consent", days * kDay - 60);
    site.cookie("shop.example", "cookie_consent").purpose = Purpose::consent_record;
    EXPECT_EQ(verdict(site, "UI-24"), "pass") << days;
  }
}

TEST(RefusalLifetime, WhatElseLastsMayKeepItToo) {
  SiteMaker by_cookie;
  keep(refused(by_cookie), "cookie_consent", 30 * kDay);
  keep(by_cookie.run("refuse"), "visitor_settings", 365 * kDay);
  by_cookie.cookie("shop.example", "cookie_consent").purpose = Purpose::consent_record;
  EXPECT_EQ(verdict(by_cookie, "UI-24"), "pass");

  SiteMaker by_storage;
  keep(refused(by_storage), "cookie_consent", 30 * kDay);
  by_storage.run("refuse").local_item("https://shop.example", "choice", "no", kScript);
  by_storage.cookie("shop.example", "cookie_consent").purpose = Purpose::consent_record;
  EXPECT_EQ(verdict(by_storage, "UI-24"), "pass");
}

TEST(RefusalLifetime, ATrackersCookieKeepsNoRefusal) {
  SiteMaker site;
  keep(refused(site), "cookie_consent", 30 * kDay);
  keep(site.run("refuse"), "_ga", 730 * kDay);
  site.cookie("shop.example", "cookie_consent").purpose = Purpose::consent_record;
  site.cookie("shop.example", "_ga").purpose = Purpose::statistics;
  EXPECT_EQ(verdict(site, "UI-24"), "risk");
}

TEST(RefusalLifetime, WhatIsNoRecordForSureIsNotMeasured) {
  SiteMaker unknown;
  keep(refused(unknown), "x17", 30 * kDay);
  EXPECT_EQ(verdict(unknown, "UI-24"), "not-measured");
  SiteMaker nothing;
  refused(nothing);
  EXPECT_EQ(verdict(nothing, "UI-24"), "not-measured");
}

TEST(RefusalLifetime, WhatWasStoredBeforeTheRefusalDoesNotCount) {
  SiteMaker site;
  site.run("refuse").script_cookie("shop.example", "cookie_consent", "open", kScript, 3600);
  keep(refused(site), "cookie_consent", 365 * kDay);
  site.cookie("shop.example", "cookie_consent").purpose = Purpose::consent_record;
  EXPECT_EQ(verdict(site, "UI-24"), "pass");
}

}  // namespace
}  // namespace consentry
