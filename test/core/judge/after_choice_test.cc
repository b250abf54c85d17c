// SPDX-License-Identifier: Apache-2.0
// What is judged after refusing, accepting and withdrawing, each rule with its good twin.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"
#include "core/judge/percent_text.h"
#include "core/judge/sent_identifiers.h"

namespace consentry {
namespace {

constexpr const char* kAds = "https://ads.example/p.gif";
const SourceRef kCatalogue{"data/cookies/web.toml", "1", 3, "uid"};

ItemFacts& know_marketing(SiteMaker& site, const char* domain, const char* name) {
  ItemFacts& item = site.cookie(domain, name);
  item.purpose = Purpose::marketing;
  item.identifier = IdentifierStrength::strong;
  item.catalogued = true;
  item.sources = {kCatalogue};
  return item;
}

CookieSent sent(const char* domain, const char* name, const char* value) {
  return {name, value, domain};
}

RunMaker& after_refusing(SiteMaker& site) {
  RunMaker& run = site.run("refuse");
  site.run("accept");
  return run.choose(Phase::refuse);
}

TEST(AfterRefusal, AnObeyedRefusalPasses) {
  SiteMaker site;
  after_refusing(site)
      .script_cookie("shop.example", "cookieconsent_status", "deny", "https://shop.example/c.js")
      .at(Phase::refuse, Step::reload)
      .request("https://shop.example/app.js")
      .script_cookie("shop.example", "cookieconsent_status", "deny", "https://shop.example/c.js");
  site.cookie("shop.example", "cookieconsent_status").purpose = Purpose::consent_record;
  for (const char* rule : {"REJ-01", "REJ-02", "REJ-03", "REJ-04"}) {
    EXPECT_EQ(verdict(site, rule), "pass") << rule;
  }
}

TEST(AfterRefusal, IsJudgedOnlyWhenTheRefusalWasMade) {
  const auto with = [](ChoiceResult result, bool banner) {
    SiteMaker site;
    RunMaker& run = site.run("refuse");
    run.at(Phase::refuse, Step::choice);
    if (banner) {
      run.banner({button("Accept", Intent::accept_all)});
    } else {
      run.no_banner();
    }
    run.outcome(Phase::refuse, result);
    run.at(Phase::refuse, Step::reload).request(kAds, tracker("Ads Inc"));
    std::set<std::string> verdicts;
    for (const char* rule : {"REJ-01", "REJ-02", "REJ-03", "REJ-04"}) {
      verdicts.insert(verdict(site, rule));
    }
    return verdicts;
  };
  EXPECT_EQ(with(ChoiceResult::no_banner, false), std::set<std::string>{"not-applicable"});
  EXPECT_EQ(with(ChoiceResult::no_banner, true), std::set<std::string>{"not-measured"});
  EXPECT_EQ(with(ChoiceResult::no_control, true), std::set<std::string>{"not-measured"});
  EXPECT_EQ(with(ChoiceResult::unproven, true), std::set<std::string>{"not-measured"});
  EXPECT_EQ(with(ChoiceResult::failed, true), std::set<std::string>{"not-measured"});
  SiteMaker never;
  never.run("before");
  const Finding finding = judged(never, "REJ-01");
  EXPECT_EQ(finding.verdict, Verdict::not_measured);
  EXPECT_EQ(finding.summary, "The phase 'refuse' was not measured.");
}

TEST(AfterWithdrawal, IsNotAskedForWhereNoBannerAsked) {
  SiteMaker site;
  site.run("accept").no_banner().at(Phase::accept, Step::choice);
  EXPECT_EQ(verdict(site, "WDR-03"), "not-measured") << "nobody tried to accept";
  site.run("accept").outcome(Phase::accept, ChoiceResult::no_banner, 0, 0);
  EXPECT_EQ(verdict(site, "WDR-03"), "not-applicable");
}

TEST(AfterRefusal, NewStorageIsABreachFromOneRun) {
  SiteMaker site;
  after_refusing(site)
      .at(Phase::refuse, Step::reload)
      .http_cookie(".ads.example", "uid", "abc123456", kAds);
  know_marketing(site, "ads.example", "uid");
  const Finding finding = judged(site, "REJ-01");
  EXPECT_EQ(finding.verdict, Verdict::breach);
  EXPECT_EQ(finding.runs_agreeing, 1);
  EXPECT_EQ(finding.runs_total, 1);
  EXPECT_EQ(finding.summary, "After refusing, new values that need consent were stored: uid.");
}

TEST(AfterRefusal, ACookieOfARequestFromBeforeTheClickIsNotHeldAgainstIt) {
  SiteMaker site;
  RunMaker& run = site.run("refuse");
  run.at(Phase::refuse, Step::choice).request(kAds, tracker("Ads Inc"));
  run.choose(Phase::refuse).http_cookie(".ads.example", "uid", "abc123456", kAds);
  know_marketing(site, "ads.example", "uid");
  EXPECT_EQ(verdict(site, "REJ-01"), "pass");
  run.request(kAds, tracker("Ads Inc")).http_cookie(".ads.example", "uid", "abc123456", kAds);
  EXPECT_EQ(verdict(site, "REJ-01"), "breach");
}

TEST(AfterRefusal, WhatMerelyStillLiesThereIsNotStoredAnew) {
  SiteMaker site;
  RunMaker& run = site.run("refuse");
  run.http_cookie(".ads.example", "uid", "abc123456", kAds);
  const CookieRow row = run.run().cookie_rows.back();
  run.choose(Phase::refuse).at(Phase::refuse, Step::reload);
  run.run().cookie_rows.push_back(row);
  run.run().cookie_rows.back().at.line = 1000;
  run.run().cookie_rows.back().when = {Phase::refuse, Step::reload, 900};
  know_marketing(site, "ads.example", "uid");
  EXPECT_EQ(verdict(site, "REJ-01"), "pass");
}

TEST(AfterRefusal, WhatIsRenewedIsNotNewUnlessItWasDeleted) {
  SiteMaker site;
  RunMaker& run = site.run("refuse");
  run.http_cookie(".ads.example", "uid", "abc123456", kAds);
  run.choose(Phase::refuse).at(Phase::refuse, Step::reload);
  run.http_cookie(".ads.example", "uid", "abc123456", kAds);
  know_marketing(site, "ads.example", "uid");
  EXPECT_EQ(verdict(site, "REJ-01"), "pass") << "that it goes on is REJ-02's and REJ-03's matter";
  run.lost_cookie(".ads.example", "uid", "x", kAds, CookieOrigin::http, "");
  run.run().cookie_writes.back().lifetime_s = -1;
  run.http_cookie(".ads.example", "uid", "def123456", kAds);
  EXPECT_EQ(verdict(site, "REJ-01"), "breach");
}

TEST(AfterRefusal, WhatADeletionLeftIsNotNew) {
  SiteMaker site;
  RunMaker& run = site.run("refuse");
  run.http_cookie(".ads.example", "uid", "abc123456", kAds);
  const CookieRow left = run.run().cookie_rows.back();
  run.choose(Phase::refuse).at(Phase::refuse, Step::reload);
  run.lost_cookie(".ads.example", "uid", "", kAds, CookieOrigin::script, "");
  run.run().cookie_writes.back().lifetime_s = -1;
  run.run().cookie_rows.push_back(left);
  run.run().cookie_rows.back().at.line = 1000;
  run.run().cookie_rows.back().when = {Phase::refuse, Step::reload, 900};
  know_marketing(site, "ads.example", "uid");
  EXPECT_EQ(verdict(site, "REJ-01"), "pass") << "deleted for another path, it stays as it was";
  run.run().cookie_rows.back().value = "def123456";
  EXPECT_EQ(verdict(site, "REJ-01"), "breach");
}

TEST(AfterRefusal, UnknownIdentifiersOfThirdPartiesAreALikelyBreach) {
  SiteMaker site;
  after_refusing(site)
      .at(Phase::refuse, Step::reload)
      .http_cookie("other.example", "id", "abc123456", "https://other.example/")
      .http_cookie("shop.example", "own", "abc123456", "https://shop.example/")
      .script_cookie("shop.example", "theirs", "abc123456", "https://other.example/a.js");
  site.cookie("shop.example", "theirs").identifier = IdentifierStrength::strong;
  site.cookie("other.example", "id").identifier = IdentifierStrength::strong;
  site.cookie("shop.example", "own").identifier = IdentifierStrength::strong;
  const Finding finding = judged(site, "REJ-01");
  EXPECT_EQ(finding.verdict, Verdict::likely_breach);
  EXPECT_EQ(finding.evidence_total, 2) << "the site's own identifier is left out";
}

TEST(AfterRefusal, EarlierIdentifiersSentInACookieHeaderAreABreach) {
  SiteMaker site;
  RunMaker& run = site.run("refuse");
  run.http_cookie(".ads.example", "uid", "abc123456", kAds);
  run.choose(Phase::refuse)
      .at(Phase::refuse, Step::reload)
      .request(kAds, tracker("Ads Inc"), {sent("ads.example", "uid", "abc123456")});
  know_marketing(site, "ads.example", "uid");
  const Finding finding = judged(site, "REJ-02");
  EXPECT_EQ(finding.verdict, Verdict::breach);
  EXPECT_EQ(finding.summary,
            "After refusing, identifiers from before were still sent: uid to Ads Inc.");
  EXPECT_EQ(verdict(site, "REJ-03"), "breach") << "the same company received it";
}

TEST(AfterRefusal, EarlierIdentifiersAreFoundInsideAddresses) {
  const auto with = [](const char* url, RequestFacts facts) {
    SiteMaker site;
    RunMaker& run = site.run("refuse");
    run.script_cookie(".shop.example", "_ga", "GA1.1.123456789.1700000000",
                      "https://t.example/a.js");
    run.choose(Phase::refuse).at(Phase::refuse, Step::second_page).request(url, std::move(facts));
    ItemFacts& item = know_marketing(site, "shop.example", "_ga");
    item.purpose = Purpose::statistics;
    return verdict(site, "REJ-02");
  };
  const RequestFacts stats = tracker("Stats", Function::analytics);
  EXPECT_EQ(with("https://t.example/c?cid=123456789.1700000000", stats), "breach");
  EXPECT_EQ(with("https://t.example/c?cid=GA1.1.123456789%2E1700000000", stats), "breach");
  EXPECT_EQ(with("https://t.example/c?cid=987654321.1700000001", stats), "pass");
  EXPECT_EQ(with("https://x.example/c?cid=123456789.1700000000", {}), "likely-breach");
  EXPECT_EQ(with("https://shop.example/c?cid=123456789.1700000000", {}), "pass") << "first party";
  EXPECT_EQ(with("https://cmp.example/c?cid=123456789.1700000000",
                 party("CMP", Function::consent_manager)),
            "pass");
}

TEST(AfterRefusal, AValueThatEveryProfileHasIsNoIdentifierInAnAddress) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->script_cookie("shop.example", "exp", "variant-2026-11", "https://shop.example/a.js");
  }
  site.run("refuse")
      .choose(Phase::refuse)
      .at(Phase::refuse, Step::reload)
      .request("https://ads.example/c?v=variant-2026-11", tracker("Ads Inc"));
  know_marketing(site, "shop.example", "exp");
  EXPECT_EQ(verdict(site, "REJ-02"), "pass");
}

TEST(AfterRefusal, TrackerRequestsAloneAreALikelyBreach) {
  SiteMaker site;
  after_refusing(site).at(Phase::refuse, Step::second_page).request(kAds, tracker("Ads Inc"));
  EXPECT_EQ(verdict(site, "REJ-03"), "likely-breach");
  EXPECT_EQ(verdict(site, "REJ-02"), "pass");
  SiteMaker tags;
  after_refusing(tags)
      .at(Phase::refuse, Step::reload)
      .request("https://tags.example/t.js", party("Tags", Function::tag_manager));
  EXPECT_EQ(verdict(tags, "REJ-03"), "pass");
}

TEST(AfterRefusal, ABeaconOfThePageThatWasLeftIsNotHeldAgainstTheNext) {
  SiteMaker site;
  RunMaker& run = after_refusing(site).at(Phase::refuse, Step::reload);
  run.request("https://ads.example/bye", tracker("Ads Inc"));
  run.last_request().type = "ping";
  run.last_request().initiator_stack = {"https://ads.example/tag.js"};
  EXPECT_EQ(verdict(site, "REJ-03"), "pass");
  run.request("https://ads.example/tag.js", tracker("Ads Inc"));
  EXPECT_EQ(verdict(site, "REJ-03"), "likely-breach");
}

TEST(RefusalRecord, ReadsTcfConsentModeAndManagersCookies) {
  const auto with = [](auto&& write) {
    SiteMaker site;
    RunMaker& run = after_refusing(site);
    write(run);
    return verdict(site, "REJ-04");
  };
  EXPECT_EQ(with([](RunMaker& run) { run.signals({{1, true}, {3, true}}, "useractioncomplete"); }),
            "breach");
  EXPECT_EQ(with([](RunMaker& run) { run.signals({{1, false}, {3, false}}); }), "pass");
  EXPECT_EQ(with([](RunMaker& run) {
              run.signals({{1, true}});
              run.run().consent_signals.back().tcf_gdpr_applies = false;
            }),
            "not-measured")
      << "a CMP that says the GDPR does not apply records no consent";
  EXPECT_EQ(with([](RunMaker& run) { run.consent_command("update", {{"ad_storage", "granted"}}); }),
            "breach");
  EXPECT_EQ(with([](RunMaker& run) {
              run.consent_command("update", {{"analytics_storage", "granted"}});
            }),
            "likely-breach");
  EXPECT_EQ(with([](RunMaker& run) { run.consent_command("update", {{"ad_storage", "denied"}}); }),
            "pass");
  const auto cookie = [&](const char* name, const char* value) {
    return with([&](RunMaker& run) {
      run.script_cookie("shop.example", name, value, "https://shop.example/c.js");
    });
  };
  EXPECT_EQ(cookie("cookieconsent_status", "allow"), "breach");
  EXPECT_EQ(cookie("cookieconsent_status", "deny"), "pass");
  EXPECT_EQ(cookie("klaro", "%7B%22ga%22%3Atrue%2C%22ads%22%3Atrue%7D"), "breach");
  EXPECT_EQ(cookie("klaro", "%7B%22login%22%3Atrue%2C%22ads%22%3Afalse%7D"), "pass");
  EXPECT_EQ(cookie("cc_cookie", R"({"categories":["necessary","analytics"],"revision":0})"),
            "breach");
  EXPECT_EQ(cookie("cc_cookie", R"({"categories":["necessary"],"services":{"analytics":[]}})"),
            "pass");
  EXPECT_EQ(cookie("OptanonConsent", "x&groups=C0001%3A1%2CC0002%3A0%2CC0004%3A1"), "breach");
  EXPECT_EQ(cookie("home_made", "yes"), "not-measured");
  EXPECT_EQ(cookie("CookieChoice", "accepted"), "likely-breach");
  EXPECT_EQ(cookie("site_consent", "necessary:1,statistics:1,marketing:0"), "likely-breach");
  EXPECT_EQ(cookie("site_consent", "necessary:1,statistics:0,marketing:0"), "pass");
  EXPECT_EQ(cookie("site_consent", "not accepted"), "pass");
}

TEST(RefusalRecord, IsReadEvenWhenTheRefusalWasNotTaken) {
  SiteMaker site;
  RunMaker& run = site.run("refuse");
  run.at(Phase::refuse, Step::choice)
      .banner({button("Reject", Intent::refuse_all)})
      .click(Intent::refuse_all, "Reject")
      .outcome(Phase::refuse, ChoiceResult::unproven)
      .signals({{1, true}}, "useractioncomplete");
  EXPECT_EQ(verdict(site, "REJ-04"), "breach");
  EXPECT_EQ(verdict(site, "REJ-01"), "not-measured");
}

TEST(PreGranted, LooksAtWhatIsNotedBeforeTheChoice) {
  const auto with = [](auto&& write) {
    SiteMaker site;
    for (RunMaker* run : site.both()) write(*run);
    return verdict(site, "PRE-19");
  };
  EXPECT_EQ(with([](RunMaker&) {}), "pass");
  EXPECT_EQ(with([](RunMaker& run) { run.signals({{1, true}}, "cmpuishown"); }), "breach");
  EXPECT_EQ(with([](RunMaker& run) { run.signals({{1, false}}, "cmpuishown"); }), "pass");
  EXPECT_EQ(
      with([](RunMaker& run) { run.consent_command("default", {{"ad_storage", "granted"}}); }),
      "breach");
  EXPECT_EQ(with([](RunMaker& run) {
              run.consent_command("default", {{"ad_storage", "granted"}})
                  .consent_command("default",
                                   {{"ad_storage", "denied"}, {"region", "[\"NL\",\"BE\"]"}});
            }),
            "pass")
      << "a denial for the visitor's region wins";
  EXPECT_EQ(with([](RunMaker& run) {
              run.consent_command("default", {{"ad_storage", "denied"}})
                  .consent_command("default", {{"ad_storage", "granted"}, {"region", "US-CA,US"}});
            }),
            "pass")
      << "another region's default is none of ours";
  EXPECT_EQ(with([](RunMaker& run) {
              run.consent_command("default", {{"ad_storage", "denied"}})
                  .consent_command("update", {{"ad_storage", "granted"}});
            }),
            "breach");
  EXPECT_EQ(with([](RunMaker& run) {
              run.consent_command("default", {{"security_storage", "granted"}});
            }),
            "pass");
}

TEST(PreGranted, WhatIsGrantedByAcceptingIsNotHeldAgainstTheSite) {
  SiteMaker site;
  for (RunMaker* run : site.both()) run->signals({{1, false}}, "cmpuishown");
  site.run("accept").choose(Phase::accept).signals({{1, true}}, "useractioncomplete");
  EXPECT_EQ(verdict(site, "PRE-19"), "pass");
}

// A banner whose text came as one line: headings are told by the labels of the toggles.
std::string verdict_of_toggles(const char* text) {
  SiteMaker site;
  RunMaker& run = site.run("refuse");
  run.at(Phase::refuse, Step::choice)
      .banner({toggle("Strictly necessaryFor the site to work (session, uid_ads)", true, true),
               toggle("MarketingFor others", false), button("Reject", Intent::refuse_all)},
              2, text);
  run.choose(Phase::refuse)
      .at(Phase::refuse, Step::reload)
      .http_cookie(".ads.example", "uid_ads", "abc123456", kAds);
  know_marketing(site, "ads.example", "uid_ads");
  return verdict(site, "ACC-04");
}

TEST(NecessaryLabel, IsReadFromTheTextBetweenToggles) {
  EXPECT_EQ(verdict_of_toggles("Cookies Strictly necessary For the site to work (session, uid_ads) "
                               "Marketing For others Reject"),
            "breach");
  EXPECT_EQ(verdict_of_toggles("Cookies Strictly necessary Marketing For others uid_ads Reject"),
            "not-measured")
      << "the label is not in the text as it stands";
}

TEST(NecessaryLabel, NamesATrackerUnderTheNecessaryHeading) {
  const auto with = [](const char* text) {
    SiteMaker site;
    RunMaker& run = site.run("refuse");
    run.at(Phase::refuse, Step::choice).banner({button("Reject", Intent::refuse_all)}, 2, text);
    run.choose(Phase::refuse)
        .at(Phase::refuse, Step::reload)
        .http_cookie(".ads.example", "uid_ads", "abc123456", kAds);
    know_marketing(site, "ads.example", "uid_ads").setter_company = "Blinker Ads";
    return verdict(site, "ACC-04");
  };
  EXPECT_EQ(with("Strictly necessary\nuid_ads, by Blinker Ads\nMarketing\nother"), "breach");
  EXPECT_EQ(with("Noodzakelijk\nsession\nBlinker Ads\nStatistieken\n_ga"), "breach");
  EXPECT_EQ(with("Necessary\nsession\nMarketing\nuid_ads, by Blinker Ads"), "pass");
  EXPECT_EQ(with("Necessary cookies (always on): our session, the basket, Blinker Ads (uid_ads)"),
            "breach")
      << "a heading may end with a colon";
  EXPECT_NE(
      with("Necessary cookies (always on): session, basket. Marketing: Blinker Ads (uid_ads)"),
      "breach")
      << "the next sentence is about others";
  EXPECT_EQ(
      with("Beside the necessary cookies we and our partners, among them Blinker Ads, use others"),
      "not-measured")
      << "running text is no heading";
  EXPECT_EQ(with(""), "not-measured");
}

TEST(AfterWithdrawal, TrackingOnTheNextPageIsABreach) {
  SiteMaker site;
  RunMaker& run = site.run("accept");
  run.choose(Phase::accept)
      .request(kAds, tracker("Ads Inc"))
      .http_cookie(".ads.example", "uid", "abc123456", kAds);
  know_marketing(site, "ads.example", "uid");
  run.choose(Phase::withdraw).http_cookie(".ads.example", "uid", "abc123457", kAds);
  run.at(Phase::withdraw, Step::reload);
  EXPECT_EQ(verdict(site, "WDR-03"), "pass") << "scripts may finish on the page of the withdrawal";
  run.request(kAds, tracker("Ads Inc"));
  EXPECT_EQ(verdict(site, "WDR-03"), "likely-breach");
  run.last_request().cookies.push_back(sent("ads.example", "uid", "abc123456"));
  EXPECT_EQ(verdict(site, "WDR-03"), "breach");
}

TEST(GlobalPrivacyControl, IgnoredIsARiskInEuropeAndAnotherRuleElsewhere) {
  SiteMaker site;
  site.run("gpc")
      .request(kAds, tracker("Ads Inc"))
      .http_cookie(".ads.example", "uid", "abc123456", kAds);
  know_marketing(site, "ads.example", "uid");
  for (const char* profile : {"eu", "nl", "fr", "de", "it", "be"}) {
    EXPECT_EQ(verdict(site, "GPC-04", profile), "risk");
    EXPECT_EQ(verdict(site, "GPC-01", profile), "not-applicable");
  }
  SiteMaker obeying;
  obeying.run("gpc").request("https://shop.example/app.js");
  EXPECT_EQ(verdict(obeying, "GPC-04"), "pass");
  obeying.run("gpc").run().consent_signals.push_back({});
  obeying.run("gpc").run().consent_signals.back().when.phase = Phase::gpc;
  obeying.run("gpc").run().consent_signals.back().global_privacy_control = false;
  EXPECT_EQ(verdict(obeying, "GPC-04"), "not-measured") << "the page never saw the signal";
}

TEST(Needles, AreThePartsByWhichAValueIsRecognised) {
  EXPECT_EQ(needles_of("GA1.1.123456789.1700000000"),
            (std::vector<std::string>{"123456789", "123456789.1700000000", "1700000000",
                                      "GA1.1.123456789.1700000000"}));
  EXPECT_EQ(needles_of("short1"), std::vector<std::string>{});
  EXPECT_EQ(needles_of("onlyletters"), std::vector<std::string>{});
  EXPECT_EQ(needles_of(""), std::vector<std::string>{});
}

TEST(PercentText, DecodesTwiceAndKeepsWhatIsNoEscape) {
  EXPECT_EQ(percent_decoded_twice("a%20b"), "a b");
  EXPECT_EQ(percent_decoded_twice("%257B%2522"), "{\"");
  EXPECT_EQ(percent_decoded_twice("100%"), "100%");
  EXPECT_EQ(percent_decoded_twice("%zz%4"), "%zz%4");
  EXPECT_EQ(percent_decoded_twice(""), "");
}

}  // namespace
}  // namespace consentry
