// SPDX-License-Identifier: Apache-2.0
// What is judged before any choice: every rule with its good twin.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"
#include "core/judge/tally.h"

namespace consentry {
namespace {

constexpr const char* kAds = "https://ads.example/p.gif?u=1";
constexpr const char* kScript = "https://ads.example/tag.js";
const SourceRef kCatalogue{"data/cookies/web.toml", "1", 3, "uid"};

// A site on which an advertising company sets a known marketing cookie before any choice.
SiteMaker tracking_site() {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->request(kAds, tracker("Ads Inc"))
        .http_cookie(".ads.example", "uid", "value-of-" + run->run().name, kAds);
  }
  ItemFacts& item = site.cookie("ads.example", "uid");
  item.purpose = Purpose::marketing;
  item.catalogued = true;
  item.sources.push_back(kCatalogue);
  item.setter_company = "Ads Inc";
  return site;
}

SiteMaker quiet_site() {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->request("https://shop.example/app.js")
        .request("https://cdn.example/lib.js", party("CDN Ltd", Function::cdn))
        .http_cookie("shop.example", "session", "x" + run->run().name, "https://shop.example/",
                     std::nullopt);
  }
  site.cookie("shop.example", "session").purpose = Purpose::necessary;
  return site;
}

TEST(BeforeChoice, AQuietSitePassesEveryRule) {
  const SiteMaker site = quiet_site();
  for (const char* rule : {"PRE-01", "PRE-02", "PRE-03", "PRE-04", "PRE-06"}) {
    const Finding finding = judged(site, rule);
    EXPECT_EQ(finding.verdict, Verdict::pass) << rule << " " << finding.summary;
    EXPECT_EQ(finding.severity, 0);
    EXPECT_EQ(finding.runs_total, 2);
    EXPECT_TRUE(finding.evidence.empty());
  }
}

TEST(BeforeChoice, NothingMeasuredIsNeverAPass) {
  SiteMaker site;
  site.add_run("refuse", {});
  for (const char* rule : {"PRE-01", "PRE-02", "PRE-03", "PRE-04", "PRE-06"}) {
    EXPECT_EQ(verdict(site, rule), "not-measured") << rule;
  }
  EXPECT_EQ(judge_site(SiteMaker().facts(), shipped_book(), "eu").verdict, Verdict::not_measured);
}

TEST(TrackerRequests, AloneAreALikelyBreachAndABreachWithTheTrackersCookie) {
  SiteMaker alone;
  for (RunMaker* run : alone.both()) run->request(kAds, tracker("Ads Inc"));
  EXPECT_EQ(verdict(alone, "PRE-01"), "likely-breach");
  const Finding both = judged(tracking_site(), "PRE-01");
  EXPECT_EQ(both.verdict, Verdict::breach);
  EXPECT_EQ(both.summary, "Requests went to trackers before any choice: Ads Inc.");
  EXPECT_EQ(both.runs_agreeing, 2);
  ASSERT_EQ(both.evidence.size(), 2U);
  EXPECT_EQ(both.evidence[0].company, "Ads Inc");
  EXPECT_EQ(both.evidence[0].host, "ads.example");
  EXPECT_EQ(both.evidence[0].sources.front().line, 7);
  EXPECT_EQ(both.evidence[0].text.find("u=1"), std::string::npos) << "queries stay in the log";
}

TEST(TrackerRequests, AnotherCompanysCookieDoesNotMakeThemABreach) {
  SiteMaker site = tracking_site();
  SiteMaker other;
  for (RunMaker* run : other.both()) {
    run->request("https://stats.example/s", tracker("Stats Ltd", Function::analytics))
        .http_cookie(".ads.example", "uid", "value", kAds);
  }
  other.cookie("ads.example", "uid") = site.cookie("ads.example", "uid");
  EXPECT_EQ(verdict(other, "PRE-01"), "likely-breach");
}

TEST(TrackerRequests, OfThoseWhoDoNotTrackAreNone) {
  for (const Function function :
       {Function::consent_manager, Function::payment, Function::security, Function::cdn,
        Function::content, Function::video, Function::support_chat, Function::unknown}) {
    SiteMaker site;
    for (RunMaker* run : site.both()) run->request("https://x.example/a.js", party("X", function));
    EXPECT_EQ(verdict(site, "PRE-01"), "pass") << name_of(function);
  }
  SiteMaker listed;
  RequestFacts facts = tracker("CMP", Function::consent_manager);
  facts.tracker = true;
  for (RunMaker* run : listed.both()) run->request("https://cmp.example/stat", facts);
  EXPECT_EQ(verdict(listed, "PRE-01"), "pass") << "a consent manager counts its own banner";
}

TEST(TrackerRequests, LesserFormsAreARisk) {
  const auto with = [](const RequestFacts& facts, const char* type, const char* failure) {
    SiteMaker site;
    for (RunMaker* run : site.both()) {
      run->request(kAds, facts);
      run->last_request().type = type;
      run->last_request().failure = failure;
      if (*failure != '\0') run->last_request().status = 0;
    }
    return verdict(site, "PRE-01");
  };
  EXPECT_EQ(with(tracker("Ads Inc"), "prefetch", ""), "risk");
  EXPECT_EQ(with(tracker("Ads Inc"), "image", "net::ERR_CONNECTION_REFUSED"), "risk");
  EXPECT_EQ(with(tracker("Ads Inc"), "ping", "net::ERR_ABORTED"), "likely-breach");
  EXPECT_EQ(with(party("Tags", Function::tag_manager), "script", ""), "risk");
  RequestFacts own = tracker("Shop");
  own.first_party_owner = true;
  EXPECT_EQ(with(own, "image", ""), "risk");
}

TEST(ConsentRequiredCookies, AreABreachWhenBothProfilesShowThem) {
  const Finding finding = judged(tracking_site(), "PRE-02");
  EXPECT_EQ(finding.verdict, Verdict::breach);
  EXPECT_EQ(finding.severity, 5);
  EXPECT_EQ(finding.summary, "Cookies that need consent were stored before any choice: uid.");
  EXPECT_EQ(finding.evidence_total, 2);
  EXPECT_EQ(finding.evidence.front().text,
            "uid=value-of-refuse for ads.example set by https://ads.example/p.gif, expires in 365 "
            "days; used for marketing");
  EXPECT_EQ(finding.evidence.front().sources.front().list, kCatalogue.list);
}

TEST(ConsentRequiredCookies, OfOneProfileAreNoBreach) {
  SiteMaker one;
  one.run("before").http_cookie(".ads.example", "uid", "v", kAds);
  SiteMaker reference = tracking_site();
  one.cookie("ads.example", "uid") = reference.cookie("ads.example", "uid");
  Finding finding = judged(one, "PRE-02");
  EXPECT_EQ(finding.verdict, Verdict::likely_breach);
  EXPECT_NE(finding.summary.find("only one profile could show it"), std::string::npos);
  one.run("before-2");
  finding = judged(one, "PRE-02");
  EXPECT_EQ(finding.verdict, Verdict::likely_breach);
  EXPECT_EQ(finding.runs_agreeing, 1);
  EXPECT_EQ(finding.runs_total, 2);
}

TEST(ConsentRequiredCookies, ThatWereNeverStoredDoNotCount) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->lost_cookie("ads.example", "blocked", "v", kAds, CookieOrigin::http, "SameSiteLax")
        .lost_cookie("shop.example", "gone", "v", kScript, CookieOrigin::script, "")
        .http_cookie("ads.example", "deleted", "v", kAds, -1.0)
        .http_cookie("ads.example", "opt", "OPT_OUT", kAds);
    std::erase_if(run->run().cookie_rows,
                  [](const CookieRow& row) { return row.name == "deleted"; });
  }
  for (const char* name : {"blocked", "deleted", "opt"}) {
    site.cookie("ads.example", name).purpose = Purpose::marketing;
    site.cookie("ads.example", name).catalogued = true;
  }
  site.cookie("shop.example", "gone").purpose = Purpose::statistics;
  EXPECT_EQ(verdict(site, "PRE-02"), "pass");
}

TEST(ConsentRequiredCookies, KnownOnlyByTheirSetterAreALikelyBreach) {
  SiteMaker site;
  for (RunMaker* run : site.both()) run->script_cookie("shop.example", "x1", "v", kScript);
  site.cookie("shop.example", "x1").setter_function = Function::advertising;
  EXPECT_EQ(verdict(site, "PRE-02"), "likely-breach");
}

TEST(ConsentRequiredCookies, WhosePurposeFollowsFromTheWriterAreALikelyBreach) {
  SiteMaker site = tracking_site();
  site.cookie("ads.example", "uid").catalogued = false;
  site.cookie("ads.example", "uid").sources = {
      {"data/trackers.toml", "1", 3, "written by Ads Inc (advertising): ||ads.example^"}};
  EXPECT_EQ(verdict(site, "PRE-02"), "likely-breach");
  EXPECT_EQ(verdict(site, "PRE-01"), "likely-breach");
}

TEST(ConsentRequiredCookies, StoredAfterTheChoiceBelongToOtherRules) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    const Phase phase = run->run().name == "refuse" ? Phase::refuse : Phase::accept;
    run->choose(phase).http_cookie(".ads.example", "uid", "v", kAds);
  }
  SiteMaker reference = tracking_site();
  site.cookie("ads.example", "uid") = reference.cookie("ads.example", "uid");
  EXPECT_EQ(verdict(site, "PRE-02"), "pass");
}

TEST(UnknownIdentifiers, WeighByPartyAndStrength) {
  const auto with = [](const char* domain, IdentifierStrength strength, Purpose purpose) {
    SiteMaker site;
    for (RunMaker* run : site.both()) {
      run->http_cookie(domain, "id", "abcdef0123456789" + run->run().name, "https://x.example/");
    }
    site.cookie(domain, "id").identifier = strength;
    site.cookie(domain, "id").purpose = purpose;
    return verdict(site, "PRE-03");
  };
  using enum IdentifierStrength;
  EXPECT_EQ(with("other.example", strong, Purpose::unknown), "likely-breach");
  EXPECT_EQ(with("shop.example", strong, Purpose::unknown), "risk");
  EXPECT_EQ(with("other.example", weak, Purpose::unknown), "risk");
  EXPECT_EQ(with("shop.example", weak, Purpose::unknown), "pass");
  EXPECT_EQ(with("other.example", none, Purpose::unknown), "pass");
  EXPECT_EQ(with("other.example", strong, Purpose::consent_record), "pass");
  EXPECT_EQ(with("other.example", strong, Purpose::necessary), "pass");
}

TEST(UnknownIdentifiers, CannotBeToldWithOneProfile) {
  SiteMaker site;
  site.run("before").http_cookie("other.example", "id", "abcdef0123456789", kAds);
  EXPECT_EQ(verdict(site, "PRE-03"), "not-measured");
}

TEST(WebStorage, WeighsByPurposeWriterAndOrigin) {
  struct Case {
    const char* origin;
    Purpose purpose;
    IdentifierStrength strength;
    Function setter;
    const char* expected;
  };
  using enum IdentifierStrength;
  for (const Case& c : std::initializer_list<Case>{
           {"https://shop.example", Purpose::marketing, strong, Function::unknown, "breach"},
           {"https://frame.example", Purpose::unknown, strong, Function::unknown, "likely-breach"},
           {"https://shop.example", Purpose::unknown, strong, Function::advertising,
            "likely-breach"},
           {"https://shop.example", Purpose::unknown, none, Function::advertising, "risk"},
           {"https://shop.example", Purpose::unknown, strong, Function::unknown, "risk"},
           {"https://shop.example", Purpose::unknown, none, Function::unknown, "pass"},
           {"https://shop.example", Purpose::preferences, strong, Function::unknown, "pass"}}) {
    SiteMaker site;
    for (RunMaker* run : site.both()) run->local_item(c.origin, "key", "v-0123456789", kScript);
    ItemFacts& item = site.local_item(c.origin, "key");
    item.purpose = c.purpose;
    item.identifier = c.strength;
    item.setter_function = c.setter;
    item.catalogued = c.purpose == Purpose::marketing;
    EXPECT_EQ(verdict(site, "PRE-04"), c.expected) << c.origin << " " << name_of(c.purpose);
  }
}

const std::map<std::string, std::string> kFingerprintCanvas{
    {"width", "280"},
    {"height", "60"},
    {"text", "Cwm fjordbank glyphs vext quiz"},
    {"colours", "3"}};

TEST(Fingerprinting, IsACanvasReadBackAndSent) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->device_read("canvas", "HTMLCanvasElement.toDataURL", kScript, kFingerprintCanvas)
        .request("https://ads.example/collect?fp=0123", tracker("Ads Inc"));
  }
  const Finding finding = judged(site, "PRE-06");
  EXPECT_EQ(finding.verdict, Verdict::likely_breach);
  EXPECT_EQ(finding.summary,
            "Scripts read features that tell this device from others before any choice: Ads Inc.");
  EXPECT_EQ(verdict(site, "PRE-01"), "breach");
}

TEST(Fingerprinting, IsNotADrawingNorACanvasNobodyIsToldOf) {
  const auto with = [](const std::map<std::string, std::string>& detail, bool sent) {
    SiteMaker site;
    for (RunMaker* run : site.both()) {
      run->device_read("canvas", "HTMLCanvasElement.toDataURL", kScript, detail);
      if (sent) run->request("https://ads.example/collect?fp=0123");
    }
    return verdict(site, "PRE-06");
  };
  EXPECT_EQ(with(kFingerprintCanvas, false), "pass");
  EXPECT_EQ(with({{"width", "8"}, {"height", "8"}, {"text", "Cwm fjordbank"}}, true), "pass");
  EXPECT_EQ(with({{"width", "300"}, {"height", "150"}, {"text", "😀🏴🇨🇶"}, {"colours", "4"}}, true),
            "pass")
      << "an emoji test";
  EXPECT_EQ(with({{"width", "300"}, {"height", "150"}, {"colours", "9"}}, true), "pass")
      << "a chart";
  EXPECT_EQ(with({{"width", "300"}, {"height", "150"}, {"text", "aaa"}, {"colours", "1"}}, true),
            "pass");
  EXPECT_EQ(with({{"width", "300"},
                  {"height", "150"},
                  {"text", "January February March"},
                  {"save", "true"}},
                 true),
            "pass");
  EXPECT_EQ(with({}, true), "pass") << "a read without details";
}

TEST(Fingerprinting, IsManyFamiliesByOneScript) {
  const auto with = [](const std::vector<std::string>& families, bool sent) {
    SiteMaker site;
    for (RunMaker* run : site.both()) {
      for (const std::string& family : families)
        run->device_read(family, family + ".read", kScript);
      if (sent) run->request("https://ads.example/collect?fp=0123");
    }
    return verdict(site, "PRE-06");
  };
  EXPECT_EQ(with({"webgl", "audio", "ua-hints"}, true), "likely-breach");
  EXPECT_EQ(with({"webgl", "audio", "ua-hints"}, false), "risk");
  EXPECT_EQ(with({"webgl", "audio"}, true), "pass");
  EXPECT_EQ(with({"screen", "hardware", "webgl", "audio"}, true), "pass") << "ordinary reads";
  EXPECT_EQ(with({"plugins", "media-devices", "webgl"}, true), "pass") << "one family";
}

TEST(Evidence, IsCutToALimitAndCounted) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    for (int i = 0; i < 40; ++i) run->request(kAds, tracker("Ads Inc"));
  }
  const Finding finding = judged(site, "PRE-01");
  EXPECT_EQ(finding.evidence_total, 80);
  EXPECT_EQ(finding.evidence.size(), kMaxEvidence);
}

}  // namespace
}  // namespace consentry
