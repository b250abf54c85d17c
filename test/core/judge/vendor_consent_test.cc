// SPDX-License-Identifier: Apache-2.0
// TCF-03 and GUC-01: vendors against their string, and Google's tags without one.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"
#include "lab/tc_string.h"

namespace consentry {
namespace {

constexpr const char* kAmazon = "https://s.amazon-adsystem.com/x";
constexpr int kListed[] = {21, 793};
constexpr int kOthers[] = {21, 755};

void give_string(RunMaker& run, bool granted, std::span<const int> vendors = kListed) {
  run.signals({}, "useractioncomplete");
  run.run().consent_signals.back().tc_string = lab::tc_string({granted, vendors, 92, "en", "NL"});
}

// A page after the choice on which the vendor's cookie is sent to it.
RunMaker& read_after(SiteMaker& site, Phase phase, const char* address = kAmazon) {
  ItemFacts& item = site.cookie("amazon-adsystem.com", "ad-id");
  item.purpose = Purpose::marketing;
  item.catalogued = true;
  site.run("refuse");
  site.run("accept");
  RunMaker& run = site.run(phase == Phase::refuse ? "refuse" : "accept");
  return run.choose(phase)
      .at(phase, Step::reload)
      .request(address, tracker("Amazon Ads"), {{"ad-id", "A1b2C3d4E5", "amazon-adsystem.com"}});
}

std::string in(const SiteMaker& site, std::string_view rule, Phase phase) {
  for (const Finding& finding : judge_site(site.facts(), shipped_book(), "eu").findings) {
    if (finding.rule == rule && finding.phase == phase)
      return std::string(name_of(finding.verdict));
  }
  return "none";
}

TEST(VendorConsent, AVendorThatReadsAgainstItsStringIsABreach) {
  SiteMaker site;
  give_string(read_after(site, Phase::refuse), false);
  EXPECT_EQ(in(site, "TCF-03", Phase::refuse), "breach");
  EXPECT_NE(judged(site, "TCF-03").evidence.at(0).text.find("vendor 793"), std::string::npos);
}

TEST(VendorConsent, AVendorThatStoresAgainstItsStringIsABreach) {
  SiteMaker site;
  give_string(read_after(site, Phase::refuse, "https://shop.example/a.gif")
                  .http_cookie("amazon-adsystem.com", "ad-id", "A1b2C3d4E5", kAmazon),
              false);
  EXPECT_EQ(in(site, "TCF-03", Phase::refuse), "breach");
}

TEST(VendorConsent, WithConsentItMay) {
  SiteMaker site;
  give_string(read_after(site, Phase::accept), true);
  EXPECT_EQ(in(site, "TCF-03", Phase::accept), "pass");
}

TEST(VendorConsent, AfterAcceptingConsentOutsideTheFrameworkIsPossible) {
  SiteMaker site;
  give_string(read_after(site, Phase::accept), true, kOthers);
  EXPECT_EQ(in(site, "TCF-03", Phase::accept), "risk");
}

TEST(VendorConsent, OneStringThatLetsItIsEnough) {
  SiteMaker site;
  RunMaker& run = read_after(site, Phase::accept);
  give_string(run, true);
  give_string(run, false);
  EXPECT_EQ(in(site, "TCF-03", Phase::accept), "pass");
}

TEST(VendorConsent, AHostOfNoKnownVendorSaysNothing) {
  SiteMaker site;
  give_string(read_after(site, Phase::refuse, "https://ads.example/x"), false);
  EXPECT_EQ(in(site, "TCF-03", Phase::refuse), "pass");
}

TEST(VendorConsent, WithoutAStringOrTheGdprTheRuleDoesNotApply) {
  SiteMaker none;
  read_after(none, Phase::refuse);
  EXPECT_EQ(in(none, "TCF-03", Phase::refuse), "not-applicable");
  SiteMaker elsewhere;
  RunMaker& run = read_after(elsewhere, Phase::refuse);
  give_string(run, false);
  run.run().consent_signals.back().tcf_gdpr_applies = false;
  EXPECT_EQ(in(elsewhere, "TCF-03", Phase::refuse), "not-applicable");
}

TEST(VendorConsent, HarmlessCookiesOfAVendorDoNotCount) {
  SiteMaker site;
  give_string(read_after(site, Phase::refuse), false);
  site.cookie("amazon-adsystem.com", "ad-id").purpose = Purpose::necessary;
  EXPECT_EQ(in(site, "TCF-03", Phase::refuse), "pass");
}

RunMaker& accepted_with(SiteMaker& site, const char* address) {
  site.run("refuse");
  return site.run("accept")
      .choose(Phase::accept)
      .at(Phase::accept, Step::reload)
      .request(address, tracker("Google"));
}

constexpr const char* kAds =
    "https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js?client=ca-pub-1";
constexpr const char* kHit = "https://www.google-analytics.com/g/collect?v=2&tid=G-1";

TEST(GoogleSignal, AdvertisementsWithoutAStringAreARisk) {
  SiteMaker site;
  accepted_with(site, kAds);
  EXPECT_EQ(verdict(site, "GUC-01"), "risk");
  SiteMaker with_mode;
  accepted_with(with_mode, kAds).consent_command("update", {{"ad_storage", "granted"}});
  EXPECT_EQ(verdict(with_mode, "GUC-01"), "risk") << "consent mode is no certified manager";
}

TEST(GoogleSignal, AdvertisementsWithAStringPass) {
  SiteMaker site;
  give_string(accepted_with(site, kAds), true);
  EXPECT_EQ(verdict(site, "GUC-01"), "pass");
}

TEST(GoogleSignal, MeasurementWithoutConsentModeIsOnlySaid) {
  SiteMaker site;
  accepted_with(site, kHit);
  EXPECT_EQ(verdict(site, "GUC-01"), "info");
}

TEST(GoogleSignal, ConsentModeIsSeenInThePageAndInTheHits) {
  SiteMaker in_page;
  accepted_with(in_page, kHit).consent_command("default", {{"ad_storage", "denied"}});
  EXPECT_EQ(verdict(in_page, "GUC-01"), "pass");
  SiteMaker in_hit;
  accepted_with(in_hit, "https://www.google-analytics.com/g/collect?v=2&gcs=G111");
  EXPECT_EQ(verdict(in_hit, "GUC-01"), "pass");
}

TEST(GoogleSignal, WithoutGooglesTagsTheRuleDoesNotApply) {
  SiteMaker site;
  accepted_with(site, "https://ads.example/p.gif");
  EXPECT_EQ(verdict(site, "GUC-01"), "not-applicable");
}

}  // namespace
}  // namespace consentry
