// SPDX-License-Identifier: Apache-2.0
// How a choice is remembered, taken back and passed on: each rule with its good twin, and with what
// it cannot see.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"
#include "lab/tc_string.h"

namespace consentry {
namespace {

constexpr const char* kAds = "https://ads.example/p.gif";
constexpr int kVendors[] = {21, 32, 755};

struct Wish {
  bool granted = false;
  bool legitimate_interest = false;
  bool disclosed = true;
};

std::string tc(const Wish& wish) {
  lab::TcChoice choice{wish.granted, kVendors, 92, "en", "NL"};
  choice.legitimate_interest = wish.legitimate_interest;
  choice.disclosed = wish.disclosed;
  return lab::tc_string(choice);
}

// The consent interfaces' answer at the end of a step, as the last thing in the log.
ConsentSignals& answer(RunMaker& run, const std::string& tc_string) {
  run.signals({}, "useractioncomplete");
  run.run().consent_signals.back().tc_string = tc_string;
  return run.run().consent_signals.back();
}

ConsentSignals& gpp_answer(RunMaker& run, const std::string& text) {
  ConsentSignals& signals = answer(run, "");
  signals.tcf_present = false;
  signals.gpp_string = text;
  return signals;
}

RunMaker& after_refusing(SiteMaker& site) {
  site.run("accept");
  return site.run("refuse").choose(Phase::refuse).at(Phase::refuse, Step::reload);
}

RunMaker& after_withdrawing(SiteMaker& site) {
  RunMaker& run = site.run("accept").choose(Phase::accept);
  run.at(Phase::accept, Step::reload).choose(Phase::withdraw);
  return run.at(Phase::withdraw, Step::reload);
}

void know_statistics(SiteMaker& site, const char* domain, const char* name) {
  ItemFacts& item = site.cookie(domain, name);
  item.purpose = Purpose::statistics;
  item.catalogued = true;
}

std::string verdict_in(const SiteMaker& site, std::string_view rule, Phase phase,
                       std::string_view profile = "eu") {
  for (const Finding& finding : judge_site(site.facts(), shipped_book(), profile).findings) {
    if (finding.rule == rule && finding.phase == phase)
      return std::string(name_of(finding.verdict));
  }
  return "none";
}

TEST(LegitimateInterest, ForForbiddenPurposesAfterRefusingIsALikelyBreach) {
  SiteMaker good;
  answer(after_refusing(good), tc({}));
  EXPECT_EQ(verdict(good, "REJ-05"), "pass");
  SiteMaker bad;
  answer(after_refusing(bad), tc({.legitimate_interest = true}));
  const Finding finding = judged(bad, "REJ-05");
  EXPECT_EQ(finding.verdict, Verdict::likely_breach);
  EXPECT_NE(finding.evidence.at(0).text.find("purposes 3, 7, 8, 9, 10 and 3 vendors (21, 32, 755)"),
            std::string::npos)
      << finding.evidence.at(0).text;
}

TEST(LegitimateInterest, DoesNotConcernPagesWithoutTcf) {
  SiteMaker without;
  after_refusing(without);
  EXPECT_EQ(verdict(without, "REJ-05"), "not-applicable");
  SiteMaker elsewhere;
  answer(after_refusing(elsewhere), tc({.legitimate_interest = true})).tcf_gdpr_applies = false;
  EXPECT_EQ(verdict(elsewhere, "REJ-05"), "not-applicable");
  SiteMaker damaged;
  answer(after_refusing(damaged), "Cxx");
  EXPECT_NE(verdict(damaged, "REJ-05"), "likely-breach");
}

TEST(LegitimateInterest, IsReadFromGppAndFromTheCookieToo) {
  SiteMaker gpp;
  gpp_answer(after_refusing(gpp), "DBABMA~" + tc({.legitimate_interest = true}));
  EXPECT_EQ(verdict(gpp, "REJ-05"), "likely-breach");
  SiteMaker cookie;
  after_refusing(cookie).script_cookie("shop.example", "euconsent-v2",
                                       tc({.legitimate_interest = true}), "https://shop.example/c");
  EXPECT_EQ(verdict(cookie, "REJ-05"), "likely-breach");
}

TEST(BannerReturns, WeighsByTheProfile) {
  SiteMaker site;
  after_refusing(site).banner({button("Accept", Intent::accept_all)});
  EXPECT_EQ(verdict(site, "REJ-06"), "risk");
  EXPECT_EQ(verdict(site, "REJ-06", "fr"), "likely-breach");
  EXPECT_EQ(verdict(site, "REJ-06", "de"), "likely-breach");
  EXPECT_EQ(verdict(site, "REJ-06", "pl"), "risk");
  EXPECT_EQ(verdict(site, "REJ-06", "us-ca"), "not-applicable");
}

TEST(BannerReturns, OnlyAsABannerThatAsksAgain) {
  SiteMaker gone;
  after_refusing(gone).no_banner();
  EXPECT_EQ(verdict(gone, "REJ-06"), "pass");
  SiteMaker panel;
  after_refusing(panel).banner({button("Cookie settings", Intent::settings)});
  EXPECT_EQ(verdict(panel, "REJ-06"), "pass");
  SiteMaker unseen;
  after_refusing(unseen);
  EXPECT_EQ(verdict(unseen, "REJ-06"), "not-measured");
}

RunMaker& coming_back(SiteMaker& site) {
  RunMaker& run = after_refusing(site);
  run.run().planned = {Phase::before, Phase::refuse, Phase::revisit};
  run.run().measured.push_back(Phase::revisit);
  return run.no_banner();
}

Finding on_later_visits(const SiteMaker& site) {
  for (const Finding& finding : judge_site(site.facts(), shipped_book(), "de").findings) {
    if (finding.rule == "REJ-06" && finding.phase == Phase::revisit) return finding;
  }
  return {};
}

TEST(BannerReturns, OnALaterVisitAndSaysAfterHowManyDays) {
  SiteMaker site;
  coming_back(site).at(Phase::revisit, Step::next_day).no_banner();
  site.run("refuse")
      .at(Phase::revisit, Step::next_month)
      .banner({button("Accept", Intent::accept_all)});
  const Finding finding = on_later_visits(site);
  EXPECT_EQ(finding.verdict, Verdict::likely_breach);
  EXPECT_NE(finding.summary.find("after 30 days"), std::string::npos) << finding.summary;
  EXPECT_EQ(judged(site, "REJ-06").verdict, Verdict::pass) << "at once it did not return";
}

TEST(BannerReturns, NotOnLaterVisitsThatShowNothingThatAsks) {
  SiteMaker site;
  RunMaker& run = coming_back(site);
  run.at(Phase::revisit, Step::next_day).no_banner();
  run.at(Phase::revisit, Step::next_month).banner({button("Settings", Intent::settings)});
  run.at(Phase::revisit, Step::half_year).no_banner();
  EXPECT_EQ(on_later_visits(site).verdict, Verdict::pass);
}

TEST(BannerReturns, OfLaterVisitsSaysNothingWhereTheyBrokeOffOrNobodyAskedForThem) {
  SiteMaker broken;
  coming_back(broken).run().measured.pop_back();
  EXPECT_EQ(on_later_visits(broken).verdict, Verdict::not_measured);
  SiteMaker never;
  after_refusing(never).no_banner();
  EXPECT_EQ(on_later_visits(never).rule, "") << "no finding at all";
}

SiteMaker remembering(std::optional<double> refusal_s, std::optional<double> consent_s) {
  SiteMaker site;
  site.run("refuse")
      .choose(Phase::refuse)
      .script_cookie("shop.example", "cookie_consent", "denied", "https://shop.example/c.js",
                     refusal_s);
  site.run("accept")
      .choose(Phase::accept)
      .script_cookie("shop.example", "cookie_consent", "granted", "https://shop.example/c.js",
                     consent_s);
  return site;
}

TEST(ChoiceMemory, ComparesRefusalAndConsent) {
  EXPECT_EQ(verdict(remembering(180 * kDay, 180 * kDay), "REJ-07"), "pass");
  EXPECT_EQ(verdict(remembering(30 * kDay, 100 * kDay), "REJ-07"), "risk");
  EXPECT_EQ(verdict(remembering(30 * kDay, 365 * kDay), "REJ-07"), "likely-breach");
  EXPECT_EQ(verdict(remembering(std::nullopt, 365 * kDay), "REJ-07"), "likely-breach");
  EXPECT_EQ(verdict(remembering(30 * kDay, std::nullopt), "REJ-07"), "pass");
}

TEST(ChoiceMemory, IsUnknownWhereNoCookieHoldsBothChoices) {
  SiteMaker site;
  site.run("refuse").choose(Phase::refuse);
  site.run("accept")
      .choose(Phase::accept)
      .script_cookie("shop.example", "cookie_consent", "granted", "https://shop.example/c.js",
                     365 * kDay);
  EXPECT_EQ(verdict(site, "REJ-07"), "not-measured");
  SiteMaker same;
  same.run("refuse")
      .choose(Phase::refuse)
      .script_cookie("shop.example", "cookie_test", "1", "https://shop.example/c.js", kDay);
  same.run("accept")
      .choose(Phase::accept)
      .script_cookie("shop.example", "cookie_test", "1", "https://shop.example/c.js", 365 * kDay);
  EXPECT_EQ(verdict(same, "REJ-07"), "not-measured") << "it does not say what was chosen";
}

TEST(UnnamedVendors, AreManyThatTheFirstLayerDoesNotTell) {
  const auto site_with = [](int vendors, const char* text, Intent also) {
    SiteMaker site;
    RunMaker& run = site.run("accept");
    run.banner({button("Accept", Intent::accept_all), button("More", also)}, 1, text);
    run.choose(Phase::accept);
    std::vector<int> ids;
    for (int id = 1; id <= vendors; ++id) ids.push_back(id);
    answer(run, lab::tc_string({true, ids, 92, "en", "NL"}));
    return verdict(site, "ACC-06");
  };
  EXPECT_EQ(site_with(60, "We and our partners use cookies.", Intent::settings), "risk");
  EXPECT_EQ(site_with(60, "We and our 60 partners use cookies.", Intent::settings), "pass");
  EXPECT_EQ(site_with(60, "We and our partners use cookies.", Intent::policy), "pass");
  EXPECT_EQ(site_with(50, "We and our partners use cookies.", Intent::settings), "pass");
  EXPECT_EQ(site_with(60, "", Intent::settings), "not-measured");
}

std::string effort(const std::vector<Intent>& clicks, const std::string& tool = "generic") {
  SiteMaker site;
  RunMaker& run = site.run("accept").choose(Phase::accept);
  run.at(Phase::withdraw, Step::choice);
  run.click(Intent::withdraw, "A link that led nowhere", 1, tool);
  run.click(Intent::withdraw, "Cookie settings", 1, tool);
  for (const Intent intent : clicks) run.click(intent, "a control", 1, tool);
  run.outcome(Phase::withdraw, ChoiceResult::done, static_cast<int>(clicks.size()) + 2);
  run.run().choices.back().tool = tool;
  return verdict(site, "WDR-02");
}

TEST(WithdrawalEffort, CountsTheClicksOfWhoKnowsTheSite) {
  constexpr Intent toggle = Intent::toggle, save = Intent::save, settings = Intent::settings,
                   refuse_all = Intent::refuse_all;
  EXPECT_EQ(effort({refuse_all}), "pass");
  EXPECT_EQ(effort({refuse_all, refuse_all}), "pass") << "the first did nothing";
  EXPECT_EQ(effort({toggle, save}), "risk");
  EXPECT_EQ(effort({toggle, toggle, toggle, save}), "risk") << "there may be a switch for all";
  EXPECT_EQ(effort({settings, toggle, save}), "likely-breach");
  EXPECT_EQ(effort({settings, toggle, save}, "autoconsent:some"), "not-measured");
}

TEST(WithdrawalEffort, IsNotComparedWhereOnlyACallOpenedThePanel) {
  const auto with = [](const char* kind, bool visible) {
    SiteMaker site;
    RunMaker& run = site.run("accept").choose(Phase::accept);
    run.run().reopen_controls.push_back({{}, {}, "https://shop.example/", "a way", kind, visible});
    run.at(Phase::withdraw, Step::choice).click(Intent::refuse_all, "Reject all");
    run.outcome(Phase::withdraw, ChoiceResult::done, 1);
    return verdict(site, "WDR-02");
  };
  EXPECT_EQ(with("api", false), "not-measured");
  EXPECT_EQ(with("link", true), "pass");
}

TEST(StorageByWithdrawal, IsWhatConsentHadNotBrought) {
  SiteMaker site;
  RunMaker& run = site.run("accept").choose(Phase::accept);
  run.http_cookie(".ads.example", "old", "abc123456", kAds).choose(Phase::withdraw);
  run.http_cookie(".ads.example", "late", "abc123456", kAds).at(Phase::withdraw, Step::reload);
  run.http_cookie(".ads.example", "old", "abc123999", kAds);
  for (const char* name : {"old", "late", "fresh"}) know_statistics(site, "ads.example", name);
  EXPECT_EQ(verdict(site, "WDR-04"), "pass");
  run.http_cookie(".ads.example", "fresh", "abc123456", kAds);
  const Finding finding = judged(site, "WDR-04");
  EXPECT_EQ(finding.verdict, Verdict::breach);
  EXPECT_NE(finding.summary.find(": fresh."), std::string::npos) << finding.summary;
}

SiteMaker with_row_after_withdrawal(bool http_only, const std::string& value) {
  SiteMaker site;
  RunMaker& run = site.run("accept").choose(Phase::accept);
  run.script_cookie("shop.example", "_ga", "GA1.1.123456789.1", "https://shop.example/a.js");
  CookieRow row = run.run().cookie_rows.back();
  run.choose(Phase::withdraw).at(Phase::withdraw, Step::reload);
  row.at.line = 1000;
  row.when = {Phase::withdraw, Step::reload, 900};
  row.http_only = http_only;
  row.value = value;
  run.run().cookie_rows.push_back(row);
  know_statistics(site, "shop.example", "_ga");
  return site;
}

TEST(CookiesLeft, AreThoseTheSiteCouldHaveDeleted) {
  EXPECT_EQ(verdict(with_row_after_withdrawal(false, "GA1.1.123456789.1"), "WDR-05"), "risk");
  EXPECT_EQ(verdict(with_row_after_withdrawal(true, "GA1.1.123456789.1"), "WDR-05"), "pass");
  EXPECT_EQ(verdict(with_row_after_withdrawal(false, "optout"), "WDR-05"), "pass");
  SiteMaker gone;
  after_withdrawing(gone);
  EXPECT_EQ(verdict(gone, "WDR-05"), "pass");
  SiteMaker left;
  left.run("accept").choose(Phase::accept).choose(Phase::withdraw);
  EXPECT_EQ(verdict(left, "WDR-05"), "not-measured") << "no page after it";
}

TEST(ReopenedPanel, ShowsWhatWasAccepted) {
  const auto with = [](bool statistics, bool necessary_only) {
    SiteMaker site;
    RunMaker& run = site.run("accept").choose(Phase::accept).at(Phase::withdraw, Step::choice);
    run.click(Intent::withdraw, "Cookie settings");
    std::vector<BannerControl> controls{toggle("Necessary", true, true)};
    if (!necessary_only) controls.push_back(toggle("Statistics", statistics));
    if (!necessary_only) controls.push_back(toggle("Marketing", false));
    run.banner(std::move(controls)).click(Intent::toggle, "Statistics");
    run.banner({toggle("Statistics", false)}).outcome(Phase::withdraw, ChoiceResult::unproven);
    return verdict(site, "WDR-06");
  };
  EXPECT_EQ(with(true, false), "pass");
  EXPECT_EQ(with(false, false), "risk");
  EXPECT_EQ(with(false, true), "not-measured") << "after the first click it shows the click";
}

TEST(WithdrawalSignals, MustChangeWithIt) {
  SiteMaker good;
  answer(after_withdrawing(good), tc({}));
  EXPECT_EQ(verdict(good, "WDR-07"), "pass");
  SiteMaker bad;
  answer(after_withdrawing(bad), tc({.granted = true}));
  EXPECT_EQ(verdict(bad, "WDR-07"), "likely-breach");
  SiteMaker mode;
  after_withdrawing(mode).consent_command("update", {{"ad_storage", "granted"}});
  EXPECT_EQ(verdict(mode, "WDR-07"), "likely-breach");
  SiteMaker silent;
  after_withdrawing(silent);
  EXPECT_EQ(verdict(silent, "WDR-07"), "not-measured");
}

TEST(Claims, AreReadFromEveryKindOfConsentString) {
  const auto after_refusal = [](const char* name, const std::string& value) {
    SiteMaker site;
    after_refusing(site).script_cookie("shop.example", name, value, "https://shop.example/c.js");
    return verdict(site, "REJ-04");
  };
  EXPECT_EQ(after_refusal("euconsent-v2", tc({.granted = true})), "breach");
  EXPECT_EQ(after_refusal("euconsent-v2", tc({})), "pass");
  EXPECT_EQ(after_refusal("__gpp", "DBABMA~" + tc({.granted = true})), "likely-breach");
  EXPECT_EQ(after_refusal("__gpp", "DBABMA~" + tc({})), "pass");
  EXPECT_EQ(after_refusal("addtl_consent", "2~35.41~dv.9"), "likely-breach");
  EXPECT_EQ(after_refusal("addtl_consent", "2~~dv.35.41"), "pass");
  EXPECT_EQ(after_refusal("usprivacy", "1YNN"), "risk");
  EXPECT_EQ(after_refusal("usprivacy", "1YYN"), "pass");
  EXPECT_EQ(after_refusal("usprivacy", "1---"), "pass");
  EXPECT_EQ(after_refusal("euconsent-v2", "nonsense"), "pass");
}

TEST(Claims, BeforeAChoiceComeFromGppButNotFromAnAbsentOptOut) {
  SiteMaker site;
  for (RunMaker* run : site.both()) gpp_answer(*run, "DBABMA~" + tc({.granted = true}));
  EXPECT_EQ(verdict(site, "PRE-19"), "likely-breach");
  SiteMaker american;
  for (RunMaker* run : american.both()) gpp_answer(*run, "").us_privacy = "1YNN";
  EXPECT_EQ(verdict(american, "PRE-19"), "pass");
}

TEST(SignalTakenForConsent, IsToldFromWhatIsClaimedAnyway) {
  const auto with = [](bool before, bool under_signal) {
    SiteMaker site;
    for (RunMaker* run : site.both()) answer(*run, tc({.granted = before}));
    answer(site.run("gpc"), tc({.granted = under_signal})).when.phase = Phase::gpc;
    return verdict(site, "GPC-02");
  };
  EXPECT_EQ(with(false, true), "likely-breach");
  EXPECT_EQ(with(true, true), "pass");
  EXPECT_EQ(with(false, false), "pass");
  SiteMaker alone;
  answer(alone.run("gpc"), tc({.granted = true}));
  EXPECT_EQ(verdict(alone, "GPC-02"), "not-measured");
}

TEST(TcfInterface, MustSayWhetherTheGdprApplies) {
  const auto with = [](std::optional<bool> applies, const std::string& text) {
    SiteMaker site;
    answer(after_refusing(site), text).tcf_gdpr_applies = applies;
    return verdict(site, "TCF-01");
  };
  EXPECT_EQ(with(true, tc({})), "pass");
  EXPECT_EQ(with(std::nullopt, tc({})), "risk");
  EXPECT_EQ(with(true, ""), "risk");
  EXPECT_EQ(with(true, "nonsense"), "risk");
  EXPECT_EQ(with(false, ""), "pass");
  SiteMaker none;
  after_refusing(none);
  EXPECT_EQ(verdict(none, "TCF-01"), "not-applicable");
}

TEST(DisclosedVendors, AreDemandedOfStringsMadeSinceMarch2026) {
  const auto with = [](const std::string& text) {
    SiteMaker site;
    answer(after_refusing(site), text);
    return verdict(site, "TCF-02");
  };
  EXPECT_EQ(with(tc({})), "pass");
  EXPECT_EQ(with(tc({.disclosed = false})), "likely-breach");
  // Made in 2020, when the segment did not exist.
  EXPECT_EQ(with("COw4XqLOw4XqLAAAAAENAXCf-v-gAAAfwIAAACngAI8AEFABgACAA4A.IAPPwAP7gAP7g"), "pass");
}

TEST(ConsentModeHits, MustNotClaimConsent) {
  const auto with = [](const std::string& url, Phase phase, Step step) {
    SiteMaker site;
    RunMaker& run = site.run("refuse");
    site.run("accept");
    if (phase == Phase::refuse) run.choose(Phase::refuse).at(phase, step);
    run.request(url, tracker("Google", Function::analytics));
    return verdict_in(site, "GCM-01", phase);
  };
  const std::string hit = "https://www.google-analytics.com/g/collect?v=2";
  EXPECT_EQ(with(hit + "&gcs=G111", Phase::before, Step::load), "likely-breach");
  EXPECT_EQ(with(hit + "&gcs=G101&npa=1", Phase::refuse, Step::reload), "likely-breach");
  EXPECT_EQ(with(hit + "&gcs=G100", Phase::refuse, Step::reload), "pass");
  EXPECT_EQ(with(hit + "&gcs=G111", Phase::refuse, Step::choice), "not-applicable");
  for (const char* other : {"", "&gcs=G1", "&gcs=G1111", "&xgcs=G111", "&gcs=G1ab"}) {
    EXPECT_EQ(with(hit + other, Phase::before, Step::load), "not-applicable") << other;
  }
}

TEST(AmericanProfiles, JudgeOptingOutAndNotConsent) {
  SiteMaker site;
  for (RunMaker* run : site.both()) run->http_cookie(".ads.example", "uid", "abc123456", kAds);
  RunMaker& gpc = site.run("gpc").http_cookie(".ads.example", "uid", "abc123456", kAds);
  know_statistics(site, "ads.example", "uid");
  for (const char* profile : {"us-ca", "us-co", "us-ct", "us-other"}) {
    EXPECT_EQ(verdict(site, "PRE-02", profile), "not-applicable");
    EXPECT_EQ(verdict(site, "GPC-04", profile), "not-applicable");
    EXPECT_EQ(verdict(site, "GPC-01", profile), "likely-breach") << profile;
  }
  EXPECT_EQ(verdict(site, "PRE-02", "eu"), "breach");
  EXPECT_EQ(verdict(site, "PRE-02", "uk"), "likely-breach") << "own statistics may be exempt there";
  EXPECT_EQ(verdict(site, "PRE-02", "ch"), "risk");
  SiteMaker told;
  ConsentSignals& signals = gpp_answer(told.run("gpc"), "");
  signals.us_privacy = "1YNN";
  EXPECT_EQ(verdict(told, "GPC-01", "us-ca"), "likely-breach");
  EXPECT_EQ(verdict(told, "GPC-04", "eu"), "pass");
  (void)gpc;
}

TEST(AmericanProfiles, AskForSymmetryOfClicks) {
  SiteMaker site;
  site.run("refuse").banner({button("Accept", Intent::accept_all)});
  site.run("refuse").banner({button("Reject", Intent::refuse_all)}, 2).choose(Phase::refuse);
  site.run("refuse").run().choices.back().clicks = 2;
  site.run("accept").banner({button("Accept", Intent::accept_all)}).choose(Phase::accept);
  EXPECT_EQ(verdict(site, "GPC-05", "us-ca"), "likely-breach");
  EXPECT_EQ(verdict(site, "GPC-05", "us-co"), "risk");
  EXPECT_EQ(verdict(site, "GPC-05", "nl"), "not-applicable");
}

}  // namespace
}  // namespace consentry
