// SPDX-License-Identifier: Apache-2.0
// ACC-07: consent given on one site and claimed on another.
#include <algorithm>
#include <gtest/gtest.h>
#include <string>

#include "core/judge/book_under_test.h"
#include "core/judge/consent_sharing.h"
#include "core/judge/following.h"
#include "fakes/shared_consent.h"

namespace consentry {
namespace {

constexpr const char* kFrom = "https://corner.example/";
constexpr const char* kTo = "https://garden.example/";
constexpr const char* kAds = "https://net.ads.example/p.gif";

// What a test may change before it is judged.
struct Case {
  SharingSite from{kFrom};
  SharingSite to{kTo};
  CarryingVisit visit;

  explicit Case(std::string_view text = SharingSite::text, ChoiceResult result = ChoiceResult::done)
      : visit(kFrom, kTo, text, result) {
    from.policy("What we store, and why.");
    to.policy("What we store, and why.");
  }
  // The second site claims it by a record of its own.
  Case& claims() {
    visit.run.http_cookie("garden.example", "CookieConsent", "{statistics:true,marketing:true}",
                          kTo);
    return *this;
  }
  // The second site asks nobody and lets a tracker run.
  Case& runs_unasked() {
    visit.run.no_banner().request(kAds, tracker("Ads Inc"));
    return *this;
  }
  [[nodiscard]] Finding judged(bool visited = true) const {
    const std::vector<SiteFacts> sites{from.facts(), to.facts()};
    std::vector<SiteFacts> cross;
    if (visited) cross.push_back(visit.facts());
    std::vector<SiteJudgement> judgements(sites.size());
    judge_across_sites(sites, cross, shipped_book(), "eu", judgements);
    return finding_of(judgements[1], "ACC-07");
  }
};

TEST(ReusedConsent, ARecordOnTheSecondSiteIsAClaim) {
  const Finding finding = Case().claims().judged();
  EXPECT_EQ(finding.verdict, Verdict::likely_breach);
  EXPECT_EQ(finding.phase, Phase::accept);
  EXPECT_EQ(finding.summary,
            "Consent given on corner.example, which told nobody of this site, is taken for consent "
            "here: Cookiebot.");
}

TEST(ReusedConsent, EvidenceHasTheChoiceTheTextAndTheClaim) {
  const Finding finding = Case().claims().judged();
  ASSERT_EQ(finding.evidence.size(), 3U);
  EXPECT_EQ(finding.evidence[0].text,
            "consent was given on corner.example, as shown by banner-gone");
  EXPECT_EQ(
      finding.evidence[1].text,
      "neither \"garden.example\" nor \"garden\" stands in the banner of corner.example (\"We "
      "use cookies for advertising.\"), nor in the page https://shop.example/p (read in the run "
      "gpc of that site, line 3)");
  EXPECT_EQ(finding.evidence[2].text,
            "here, without any act: CookieConsent={statistics:true,marketi… is how Cookiebot notes "
            "consent");
  for (const Evidence& each : finding.evidence) EXPECT_EQ(each.at.run, "carry-1") << each.text;
  EXPECT_EQ(finding.subjects.front().name, "corner.example");
}

TEST(ReusedConsent, SignalsOfTheSecondPageAreClaims) {
  Case tcf;
  tcf.visit.run.signals({{1, true}, {4, true}});
  EXPECT_EQ(tcf.judged().verdict, Verdict::likely_breach);
  Case google;
  google.visit.run.consent_command("update", {{"ad_storage", "granted"}});
  EXPECT_EQ(google.judged().verdict, Verdict::likely_breach);
  Case denied;
  denied.visit.run.consent_command("default", {{"ad_storage", "denied"}});
  EXPECT_EQ(denied.judged().verdict, Verdict::pass);
}

TEST(ReusedConsent, WhatTheFirstPageSaysAsItIsLeftIsNoClaimOfTheSecond) {
  Case late;
  late.visit.run.run().consent_commands.push_back({{"carry-1", 99},
                                                   {Phase::accept, Step::other_site, 990},
                                                   "update",
                                                   {{"ad_storage", "granted"}},
                                                   kFrom});
  EXPECT_EQ(late.judged().verdict, Verdict::pass);
}

TEST(ReusedConsent, WhatLiesInTheProfileFromTheFirstSiteIsNoClaimOfTheSecond) {
  Case lying;
  lying.visit.run.http_cookie("corner.example", "CookieConsent", "{marketing:true}", kFrom);
  EXPECT_EQ(lying.judged().verdict, Verdict::pass);
}

TEST(ReusedConsent, NoBannerAndTrackersThatOtherwiseWaitAreAClaim) {
  const Finding finding = Case().runs_unasked().judged();
  EXPECT_EQ(finding.verdict, Verdict::likely_breach);
  EXPECT_NE(finding.summary.find("Ads Inc"), std::string::npos);
}

TEST(ReusedConsent, TrackersThatRunUnaskedAnyhowAreNone) {
  Case unasked;
  unasked.to.maker.run("refuse").at(Phase::before, Step::load).request(kAds, tracker("Ads Inc"));
  EXPECT_EQ(unasked.runs_unasked().judged().verdict, Verdict::not_measured);
}

TEST(ReusedConsent, ABannerThatOnlyStaysAwayLeavesItOpen) {
  Case quiet;
  quiet.visit.run.no_banner();
  EXPECT_EQ(quiet.judged().verdict, Verdict::not_measured);
  Case asking;
  asking.visit.run.banner({button("Accept", Intent::accept_all)});
  EXPECT_EQ(asking.judged().verdict, Verdict::pass);
}

TEST(ReusedConsent, WhatIsClaimedInFreshProfilesTooIsAnotherRules) {
  Case always;
  for (RunMaker* run : always.to.maker.both()) {
    run->at(Phase::before, Step::load)
        .http_cookie("garden.example", "CookieConsent", "{marketing:true}", kTo);
  }
  EXPECT_EQ(always.claims().judged().verdict, Verdict::pass);
}

TEST(ReusedConsent, OneFreshProfileIsTooFew) {
  Case once;
  once.to.maker.run("refuse").run().measured.clear();
  once.to.maker.run("gpc").run().measured = {Phase::gpc};
  EXPECT_EQ(once.claims().judged().verdict, Verdict::not_measured);
}

TEST(ReusedConsent, TextThatNamesTheSiteAcquits) {
  EXPECT_EQ(Case("Your choice also holds for garden.example.").claims().judged().verdict,
            Verdict::pass);
  EXPECT_EQ(Case("Your choice also holds for Garden.").claims().judged().verdict, Verdict::pass);
  Case in_list;
  in_list.from.policy("This holds for: attic.example, garden.example, cellar.example.");
  EXPECT_EQ(in_list.claims().judged().verdict, Verdict::pass);
  Case in_settings;
  in_settings.from.maker.run("accept")
      .at(Phase::before, Step::load)
      .banner({}, 2, "garden.example");
  EXPECT_EQ(in_settings.claims().judged().verdict, Verdict::pass);
}

TEST(ReusedConsent, TextThatWasNotSeenAccusesNobody) {
  EXPECT_EQ(Case("").claims().judged().verdict, Verdict::not_measured);
  EXPECT_EQ(Case("Also for the gardens.").claims().judged().verdict, Verdict::not_measured)
      << "something like the name";
  Case no_policy;
  no_policy.from = SharingSite(kFrom);
  EXPECT_EQ(no_policy.claims().judged().verdict, Verdict::not_measured);
  Case short_policy;
  short_policy.from = SharingSite(kFrom);
  PageMaker page;
  page.line("Soon.");
  short_policy.from.maker.run("gpc").trial(Step::documents).document("policy", 200, page.json());
  EXPECT_EQ(short_policy.claims().judged().verdict, Verdict::not_measured);
  Case settings;
  for (RunMaker* run : settings.from.maker.both()) {
    run->run().banner_views.front().controls.push_back(button("Settings", Intent::settings));
  }
  EXPECT_EQ(settings.claims().judged().verdict, Verdict::not_measured);
}

TEST(ReusedConsent, AChoiceWithoutProofCarriesNothing) {
  EXPECT_EQ(Case(SharingSite::text, ChoiceResult::unproven).claims().judged().verdict,
            Verdict::not_measured);
  Case elsewhere;
  elsewhere.visit.run.run().measured = {Phase::before};
  EXPECT_EQ(elsewhere.claims().judged().verdict, Verdict::not_measured);
}

TEST(ReusedConsent, WithoutAVisitItIsNotMeasuredWhereItCouldHaveBeen) {
  const Finding finding = Case().judged(false);
  EXPECT_EQ(finding.verdict, Verdict::not_measured);
  EXPECT_NE(finding.summary.find("shares its consent record"), std::string::npos);
}

TEST(ReusedConsent, SitesThatShareNothingAreNotConcerned) {
  const auto alone = [](const std::vector<SiteFacts>& sites) {
    std::vector<SiteJudgement> judgements(sites.size());
    judge_across_sites(sites, {}, shipped_book(), "eu", judgements);
    return finding_of(judgements[0], "ACC-07");
  };
  SiteMaker other("https://other.example/");
  (void)other.both();
  EXPECT_EQ(alone({SharingSite(kFrom).facts()}).verdict, Verdict::not_applicable);
  EXPECT_EQ(alone({SharingSite(kFrom).facts(), other.facts()}).verdict, Verdict::not_applicable);
  EXPECT_EQ(alone({other.facts(), SharingSite(kFrom).facts()}).verdict, Verdict::not_measured)
      << "nobody accepted there";
}

TEST(ReusedConsent, VisitsWithAChoiceSayNothingOfFollowing) {
  Case followed;
  followed.visit.run.request(kAds, tracker("Ads Inc"), {{"uid", "0123456789ab", ".ads.example"}});
  EXPECT_TRUE(sites_visited_across({followed.visit.facts()}).empty());
  EXPECT_TRUE(followed_visitors({}, {followed.visit.facts()}).empty());
}

}  // namespace
}  // namespace consentry
