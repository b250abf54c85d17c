// SPDX-License-Identifier: Apache-2.0
// What shows only over several sites: reach of companies and one identifier on many sites.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

constexpr const char* kAds = "https://net.ads.example/p.gif";

void know_identifier(SiteMaker& site) {
  ItemFacts& item = site.cookie("ads.example", "uid");
  item.identifier = IdentifierStrength::strong;
  item.purpose = Purpose::marketing;
  item.setter_company = "Ads Inc";
  item.catalogued = true;
}

SiteMaker site_named(int number) {
  return SiteMaker("https://site" + std::to_string(number) + ".example/");
}

// Calls the network; sets its identifier before the choice, after refusing, only after accepting.
SiteFacts site_with(int number, bool before, bool after_refusal) {
  SiteMaker site = site_named(number);
  for (RunMaker* run : site.both()) {
    const std::string value = run->run().name + std::to_string(number) + "-0123456789";
    run->request(kAds, tracker("Ads Inc"));
    if (before) run->http_cookie(".ads.example", "uid", value, kAds);
    if (run->run().name == "accept") {
      run->choose(Phase::accept).http_cookie(".ads.example", "uid", value, kAds);
    } else {
      run->choose(Phase::refuse).at(Phase::refuse, Step::reload);
      if (after_refusal) {
        run->request(kAds, tracker("Ads Inc"), {{"uid", value, ".ads.example"}});
      }
    }
  }
  know_identifier(site);
  return site.facts();
}

struct Judged {
  std::vector<SiteJudgement> judgements;
  std::vector<CompanyReach> companies;
};

Judged judge_all(const std::vector<SiteFacts>& sites, const std::vector<SiteFacts>& cross = {}) {
  Judged out;
  for (const SiteFacts& site : sites) {
    out.judgements.push_back(judge_site(site, shipped_book(), "eu"));
  }
  out.companies = judge_across_sites(sites, cross, shipped_book(), "eu", out.judgements);
  return out;
}

// One profile accepts, withdraws and still sends a cookie of unknown purpose.
SiteFacts withdrawn_site(int number, IdentifierStrength strength) {
  SiteMaker site = site_named(number);
  RunMaker& run = *site.both().back();
  run.request(kAds).choose(Phase::accept).http_cookie(".ads.example", "v", "0123456789ab", kAds);
  run.choose(Phase::withdraw).at(Phase::withdraw, Step::reload);
  run.request(kAds, {}, {{"v", "0123456789ab", ".ads.example"}});
  site.cookie("ads.example", "v").identifier = strength;
  return site.facts();
}

TEST(Reach, WhatTwoProfilesProveOnOneSiteHoldsForTheSameCookieElsewhere) {
  constexpr auto kStrong = IdentifierStrength::strong;
  constexpr auto kWeak = IdentifierStrength::weak;
  const auto both = judge_all({withdrawn_site(0, kStrong), withdrawn_site(1, kWeak)});
  EXPECT_EQ(both.companies.front().sites_after_withdrawal, 2);
  const auto unproven = judge_all({withdrawn_site(0, kWeak), withdrawn_site(1, kWeak)});
  EXPECT_EQ(unproven.companies.front().sites_after_withdrawal, 0);
  const auto constant =
      judge_all({withdrawn_site(0, kStrong), withdrawn_site(1, IdentifierStrength::none)});
  EXPECT_EQ(constant.companies.front().sites_after_withdrawal, 1);
}

TEST(Reach, CountsEachSiteAndPhaseExactly) {
  std::vector<SiteFacts> sites;
  for (int i = 0; i < 9; ++i) sites.push_back(site_with(i, i < 4, i >= 2 && i < 5));
  SiteMaker quiet = site_named(9);
  (void)quiet.both();
  sites.push_back(quiet.facts());
  const Judged out = judge_all(sites);
  ASSERT_EQ(out.companies.size(), 1U);
  const CompanyReach& ads = out.companies.front();
  EXPECT_EQ(ads.company, "Ads Inc");
  EXPECT_EQ(ads.domains, std::vector<std::string>{"ads.example"});
  EXPECT_EQ(ads.function, Function::advertising);
  EXPECT_EQ(ads.sites, 9);
  EXPECT_EQ(ads.sites_before_choice, 4);
  EXPECT_EQ(ads.sites_after_refusal, 3);
  EXPECT_EQ(ads.sites_after_withdrawal, 0);
  EXPECT_EQ(ads.sites_with_identifier, 9);
  EXPECT_EQ(ads.identifier_names, std::vector<std::string>{"uid"});
  EXPECT_EQ(ads.site_urls.size(), 9U);
  EXPECT_FALSE(ads.follows);
  EXPECT_EQ(finding_of(out.judgements[0], "XS-02").verdict, Verdict::risk);
  EXPECT_EQ(finding_of(out.judgements[8], "XS-02").verdict, Verdict::pass) << "only with consent";
  EXPECT_EQ(finding_of(out.judgements[9], "XS-02").verdict, Verdict::pass);
  EXPECT_EQ(finding_of(out.judgements[0], "XS-02").summary,
            "Companies identify visitors without permission here and on other sites: Ads Inc (4 of "
            "10 sites).");
}

TEST(Reach, OfOneSiteIsNoReach) {
  const Judged out = judge_all({site_with(1, true, false)});
  EXPECT_EQ(finding_of(out.judgements[0], "XS-02").verdict, Verdict::not_applicable);
  EXPECT_EQ(out.companies.front().sites_before_choice, 1) << "the table counts all the same";
}

TEST(Reach, OfASiteThatWasNotMeasuredIsNotKnown) {
  SiteFacts unreachable;
  unreachable.observation.url = "https://site2.example/";
  const Judged out = judge_all({site_with(1, true, false), unreachable});
  EXPECT_EQ(finding_of(out.judgements[1], "XS-02").verdict, Verdict::not_measured);
}

TEST(Reach, GoesByDomainWhenTheOwnerIsUnknownAndLeavesTheSiteItselfOut) {
  SiteMaker site;
  site.run("refuse").request("https://www.shop.example/a.js").request("https://a.lib.example/b.js");
  const Judged out = judge_all({site.facts()});
  ASSERT_EQ(out.companies.size(), 1U);
  EXPECT_EQ(out.companies.front().company, "lib.example");
  EXPECT_EQ(out.companies.front().sites_with_identifier, 0);
}

SiteFacts cross_visit(const std::vector<std::string>& values, Purpose purpose) {
  SiteMaker cross("https://site0.example/");
  RunMaker& run = cross.add_run("cross-1", {Phase::before});
  for (std::size_t i = 0; i < values.size(); ++i) {
    run.on("https://site" + std::to_string(i) + ".example/");
    run.request(kAds, tracker("Ads Inc"), {{"uid", values[i], ".ads.example"}});
  }
  know_identifier(cross);
  cross.cookie("ads.example", "uid").purpose = purpose;
  return cross.facts();
}

TEST(Following, IsTheSameValueOnTwoSites) {
  const std::vector<SiteFacts> sites{site_with(0, true, false), site_with(1, true, false),
                                     site_with(2, false, false)};
  const Judged out =
      judge_all(sites, {cross_visit({"one-value-77", "one-value-77"}, Purpose::unknown)});
  EXPECT_EQ(finding_of(out.judgements[0], "XS-01").verdict, Verdict::likely_breach);
  EXPECT_EQ(finding_of(out.judgements[1], "XS-01").verdict, Verdict::likely_breach);
  EXPECT_EQ(finding_of(out.judgements[2], "XS-01").verdict, Verdict::not_applicable)
      << "no third party stored an identifier there";
  EXPECT_TRUE(out.companies.front().follows);
  EXPECT_EQ(out.judgements[0].verdict, Verdict::breach) << "the site's verdict stays the greatest";
}

TEST(Following, IsNotAValueOfEachSiteNorARecordOfConsent) {
  const std::vector<SiteFacts> sites{site_with(0, true, false), site_with(1, true, false)};
  for (const SiteFacts& cross :
       {cross_visit({"value-of-0", "value-of-1"}, Purpose::unknown),
        cross_visit({"one-value-77", "one-value-77"}, Purpose::consent_record)}) {
    const Judged out = judge_all(sites, {cross});
    EXPECT_EQ(finding_of(out.judgements[0], "XS-01").verdict, Verdict::pass);
    EXPECT_FALSE(out.companies.front().follows);
  }
  EXPECT_EQ(finding_of(judge_all(sites).judgements[0], "XS-01").verdict, Verdict::not_measured);
}

}  // namespace
}  // namespace consentry
