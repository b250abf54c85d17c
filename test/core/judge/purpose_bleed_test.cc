// SPDX-License-Identifier: Apache-2.0
// ACC-02: a visit that consents to one purpose alone.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"
#include "core/judge/consented_purpose.h"

namespace consentry {
namespace {

constexpr const char* kAds = "https://ads.example/p.gif";
constexpr const char* kCount = "https://count.example/p.gif";

ItemFacts& know(SiteMaker& site, const char* domain, const char* name, Purpose purpose) {
  ItemFacts& item = site.cookie(domain, name);
  item.purpose = purpose;
  item.identifier = IdentifierStrength::strong;
  item.catalogued = true;
  return item;
}

using Toggles = std::vector<BannerControl>;
const Toggles kStatistics{toggle("Strictly necessary", true, true), toggle("Statistics", true),
                          toggle("Marketing", false)};

// Saves the toggles as they stand and loads the page again.
RunMaker& saved(SiteMaker& site, Toggles toggles, const std::string& text = {}) {
  site.run("accept");
  RunMaker& run = site.run("one-purpose");
  run.run().planned = {Phase::before, Phase::one_purpose};
  run.at(Phase::one_purpose, Step::choice);
  toggles.push_back(button("Save", Intent::save));
  run.banner(std::move(toggles), 2, text).click(Intent::save, "Save", 2);
  run.outcome(Phase::one_purpose, ChoiceResult::done, 2, 2);
  return run.at(Phase::one_purpose, Step::reload);
}

TEST(PurposeBleed, AdvertisingStoredAfterConsentToStatisticsIsABreach) {
  SiteMaker site;
  saved(site, kStatistics).http_cookie(".ads.example", "uid", "abc123456", kAds);
  know(site, "ads.example", "uid", Purpose::marketing);
  const Finding finding = judged(site, "ACC-02");
  EXPECT_EQ(finding.verdict, Verdict::breach);
  EXPECT_EQ(finding.phase, Phase::one_purpose);
  EXPECT_EQ(finding.summary, "After consent to statistics alone, other purposes were served: uid.");
}

TEST(PurposeBleed, WhatServesTheAcceptedPurposePasses) {
  SiteMaker site;
  saved(site, kStatistics)
      .http_cookie(".count.example", "vid", "abc123456", kCount)
      .request(kCount, tracker("Counters", Function::analytics));
  know(site, "count.example", "vid", Purpose::statistics);
  const Finding finding = judged(site, "ACC-02");
  EXPECT_EQ(finding.verdict, Verdict::pass);
  EXPECT_EQ(finding.summary,
            "After consent to statistics alone, no other known purpose was served.");
}

TEST(PurposeBleed, CountingAfterConsentToPreferencesIsHeldAgainstTheSite) {
  SiteMaker site;
  saved(site,
        {toggle("Preferences", true), toggle("Statistics", false), toggle("Marketing", false)})
      .http_cookie(".count.example", "vid", "abc123456", kCount);
  know(site, "count.example", "vid", Purpose::statistics);
  EXPECT_EQ(verdict(site, "ACC-02"), "breach");
}

TEST(PurposeBleed, UnknownPurposesNeverAccuse) {
  SiteMaker site;
  saved(site, kStatistics)
      .http_cookie(".odd.example", "oid", "abc123456", "https://odd.example/s.js")
      .request("https://odd.example/s.js", tracker("Odd Inc", Function::unknown))
      .request("https://odd.example/t.js", tracker("Odd Inc", Function::social));
  know(site, "odd.example", "oid", Purpose::unknown).catalogued = false;
  EXPECT_EQ(verdict(site, "ACC-02"), "pass");
}

TEST(PurposeBleed, ATrackerThatAdvertisesIsALikelyBreachAndWithItsIdentifierABreach) {
  SiteMaker calls;
  saved(calls, kStatistics).request(kAds, tracker("Ads Inc"));
  EXPECT_EQ(verdict(calls, "ACC-02"), "likely-breach");
  SiteMaker sends;
  sends.run("one-purpose").http_cookie(".ads.example", "uid", "abc123456", kAds);
  saved(sends, kStatistics)
      .request(kAds, tracker("Ads Inc"), {{"uid", "abc123456", ".ads.example"}});
  know(sends, "ads.example", "uid", Purpose::marketing);
  EXPECT_EQ(verdict(sends, "ACC-02"), "breach");
}

TEST(PurposeBleed, APurposeThatWasNotSeenOnOfferIsNoCertainBreach) {
  SiteMaker site;
  saved(site, {toggle("Statistics", true)}).http_cookie(".ads.example", "uid", "abc123456", kAds);
  know(site, "ads.example", "uid", Purpose::marketing);
  EXPECT_EQ(verdict(site, "ACC-02"), "likely-breach");
}

TEST(PurposeBleed, WhatWasAgreedToMustBeKnownForCertain) {
  const std::vector<Toggles> uncertain{{toggle("Statistics", true), toggle("Marketing", true)},
                                       {toggle("Statistics and marketing", true)},
                                       {toggle("Our partners", true), toggle("Statistics", true)},
                                       {toggle("Statistics", false), toggle("Marketing", false)},
                                       {toggle("Marketing", true)},
                                       {}};
  for (const Toggles& toggles : uncertain) {
    SiteMaker site;
    saved(site, toggles).http_cookie(".ads.example", "uid", "abc123456", kAds);
    know(site, "ads.example", "uid", Purpose::marketing);
    EXPECT_EQ(verdict(site, "ACC-02"), "not-measured");
  }
}

TEST(PurposeBleed, OnlyTheHeadingOfALabelWithANoteCounts) {
  SiteMaker site;
  const std::string note = "Statistics Shows us which ads brought visitors";
  saved(site, {toggle(note, true), toggle("Marketing", false)},
        "Settings\nStatistics\nShows us which ads brought visitors\nMarketing");
  EXPECT_EQ(verdict(site, "ACC-02"), "pass");
  EXPECT_EQ(certain_category(shipped_book(), "no such text", note), "");
}

TEST(PurposeBleed, SaysWhyItWasNotMeasured) {
  SiteMaker site;
  RunMaker& run = site.run("one-purpose");
  run.run().planned = {Phase::before, Phase::one_purpose};
  run.at(Phase::one_purpose, Step::choice).banner({button("Accept", Intent::accept_all)});
  run.outcome(Phase::one_purpose, ChoiceResult::no_control);
  EXPECT_EQ(judged(site, "ACC-02").summary,
            "No way to consent to one purpose was found on the page.");
  run.limitation("one-purpose", "no control saves the toggles");
  const Finding finding = judged(site, "ACC-02");
  EXPECT_EQ(finding.verdict, Verdict::not_measured);
  EXPECT_EQ(finding.summary, "No control saves the toggles.");
}

TEST(PurposeBleed, IsNotSpokenOfWhereItWasNotAskedFor) {
  SiteMaker site;
  site.run("accept");
  for (const Finding& finding : judge_site(site.facts(), shipped_book(), "eu").findings) {
    EXPECT_NE(finding.rule, "ACC-02");
  }
}

TEST(PurposeBleed, ToldCategoriesInEveryLanguageThatHasTheWords) {
  for (const char* label : {"Statistieken", "Statistik", "Mesure d'audience", "Statistiche",
                            "Estadísticas", "Statystyczne", "Analytics cookies", "Στατιστικά"}) {
    EXPECT_EQ(certain_category(shipped_book(), "", label), "statistics") << label;
  }
  EXPECT_EQ(certain_category(shipped_book(), "", "Functional"), "preferences");
  EXPECT_EQ(certain_category(shipped_book(), "", "Statistics (legitimate interest)"), "");
  EXPECT_EQ(certain_category(shipped_book(), "", "Google Fonts"), "");
}

}  // namespace
}  // namespace consentry
