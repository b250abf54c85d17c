// SPDX-License-Identifier: Apache-2.0
// What a site declares, held against what was seen there (ACC-01, ACC-03, DEC-01 to DEC-04).
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"
#include "fakes/declared_page.h"

namespace consentry {
namespace {

using Rows = std::vector<std::vector<std::string>>;

const Rows kBoth{{"Name", "Provider", "Purpose", "Duration"},
                 {"_ga", "Google", "Counts visits.", "2 years"},
                 {"_fbp", "Meta", "Shows advertising.", "3 months"}};
const Rows kOnlyGoogle{kBoth[0], kBoth[1]};

// As long as policies are, and about anything but what is stored.
const std::string& silence() {
  static const std::string kText = [] {
    constexpr std::string_view kParagraph =
        "This page tells which data we process when you buy from us, and why. We keep your address "
        "for as long as the law asks us to, and give it to the carrier that brings your parcel. "
        "You "
        "may ask us at any time to see what we have, to correct it, or to delete it when it is of "
        "no more use. Write to us, or call between nine and five. The authority of your country "
        "hears complaints. ";
    std::string text;
    for (int i = 0; i < 4; ++i) text += kParagraph;
    return text;
  }();
  return kText;
}

// A shop where a visitor accepts and is then counted by Google and followed by Meta.
class Shop {
 public:
  explicit Shop(double ga_days = 365) {
    site.run("refuse").banner({button("Accept", Intent::accept_all)});
    RunMaker& accept = site.run("accept");
    accept.banner({button("Accept", Intent::accept_all), button("Refuse", Intent::refuse_all)})
        .choose(Phase::accept)
        .at(Phase::accept, Step::reload)
        .script_cookie("shop.example", "_ga", "GA1.1.1", "https://ga.example/a.js", ga_days * kDay)
        .script_cookie("shop.example", "_fbp", "fb.1.2", "https://connect.example/f.js", 90 * kDay)
        .http_cookie("shop.example", "sid", "x1", "https://shop.example/", {});
    known("_ga", "Google Analytics", Purpose::statistics);
    known("_fbp", "Meta", Purpose::marketing);
  }
  void known(const std::string& name, std::string vendor, Purpose purpose,
             const std::string& domain = "shop.example") {
    ItemFacts& facts = site.cookie(domain, name);
    facts.purpose = purpose;
    facts.vendor = std::move(vendor);
    facts.catalogued = true;
  }
  Shop& says(const PageMaker& page, const std::string& about = "policy") {
    RunMaker& run = site.run("gpc");
    if (run.run().trials.empty()) run.trial(Step::documents);
    run.document(about, 200, page.json());
    return *this;
  }
  [[nodiscard]] std::string answer(std::string_view rule) const { return verdict(site, rule); }
  [[nodiscard]] std::string answer(const PageMaker& page, std::string_view rule) const {
    Shop copy(*this);
    return copy.says(page).answer(rule);
  }
  SiteMaker site;
};

PageMaker table(const Rows& rows) { return PageMaker().line(silence()).table(rows); }

TEST(Declaration, OfAllThatIsThereLeavesNothingToFind) {
  for (const char* rule : {"ACC-01", "ACC-03", "DEC-01", "DEC-02", "DEC-03", "DEC-04"}) {
    EXPECT_EQ(Shop().answer(table(kBoth), rule), "pass") << rule;
  }
}

TEST(Declaration, ThatWasNotFoundOrNotUnderstoodIsNotMeasured) {
  for (const char* rule : {"ACC-01", "ACC-03", "DEC-01", "DEC-02", "DEC-03", "DEC-04"}) {
    EXPECT_EQ(Shop().answer(rule), "not-measured") << rule;
    EXPECT_EQ(Shop().answer(PageMaker("xx").line("Kxq wvz."), rule), "not-measured") << rule;
    Shop broken;
    broken.site.run("gpc").trial(Step::documents).document("policy", 200, "{\"blocks\":");
    EXPECT_EQ(broken.answer(rule), "not-measured") << rule;
  }
  const PageMaker prose = PageMaker().line(silence()).line("We use cookies to count visits.");
  for (const char* rule : {"ACC-01", "ACC-03", "DEC-01", "DEC-02", "DEC-03"}) {
    EXPECT_EQ(Shop().answer(prose, rule), "not-measured") << rule;
  }
}

TEST(Declaration, IsNotAskedForWhereNothingIsStored) {
  for (const char* rule : {"DEC-01", "DEC-02"}) {
    SiteMaker nothing;
    nothing.run("before");
    EXPECT_EQ(verdict(nothing, rule), "not-applicable") << rule;
    nothing.run("before").cut_off();
    EXPECT_EQ(verdict(nothing, rule), "not-measured") << rule << ": more might have been stored";
  }
}

TEST(DeclarationMissing, ALongPolicyThatDoesNotSpeakOfCookies) {
  EXPECT_EQ(Shop().answer(PageMaker().line(silence()), "DEC-01"), "likely-breach");
}

TEST(DeclarationMissing, IsNotConcludedFromAPageThatShowsTooLittle) {
  EXPECT_EQ(Shop().answer(PageMaker().line("Our privacy policy."), "DEC-01"), "not-measured");
  EXPECT_EQ(Shop().answer(PageMaker().line(silence()).cut(), "DEC-01"), "not-measured");
  EXPECT_EQ(Shop().answer(PageMaker("en", "Our shop").line(silence()), "DEC-01"), "not-measured");
  EXPECT_EQ(Shop().answer(PageMaker().line(silence()).written_by("Cookiebot"), "DEC-01"),
            "not-measured");
  const PageMaker names_google = PageMaker().line(silence()).line("Google counts visits for us.");
  EXPECT_EQ(Shop().answer(names_google, "DEC-01"), "not-measured");
}

TEST(DeclarationMissing, IsNotConcludedWhenTheBannerMayInform) {
  Shop shop;
  shop.says(PageMaker().line(silence()));
  shop.site.run("refuse").banner({button("Settings", Intent::settings)}, 1, "Statistics: _ga");
  EXPECT_EQ(shop.answer("DEC-01"), "not-measured");
}

TEST(DeclarationMissing, AnotherPageAboutCookiesCounts) {
  Shop shop;
  shop.says(PageMaker().line(silence())).says(table(kBoth), "cookies");
  EXPECT_EQ(shop.answer("DEC-01"), "pass");
}

TEST(DeclarationMissing, NeedsSomethingToDeclare) {
  SiteMaker site;
  site.run("accept");
  site.run("gpc")
      .trial(Step::documents)
      .document("policy", 200, PageMaker().line(silence()).json());
  EXPECT_EQ(verdict(site, "DEC-01"), "not-applicable");
}

TEST(DeclarationIncomplete, WithoutDurations) {
  const Rows rows{{"Name", "Provider", "Purpose"}, {"_ga", "Google", "Counts."}};
  EXPECT_EQ(Shop().answer(table(rows), "DEC-02"), "likely-breach");
  const Rows blank{{"Name", "Provider", "Duration"}, {"_ga", "Google", "-"}};
  EXPECT_EQ(Shop().answer(table(blank), "DEC-02"), "likely-breach");
  // A sentence elsewhere may mean it.
  EXPECT_EQ(Shop().answer(table(rows).line("Cookies stay for 13 months."), "DEC-02"), "risk");
  const Rows within{{"Name", "Provider", "Purpose"}, {"_ga", "Google", "Counts, for 2 years."}};
  EXPECT_EQ(Shop().answer(table(within), "DEC-02"), "pass");
}

TEST(DeclarationIncomplete, ADurationMayStandUnderAnyHeading) {
  const Rows unknown{{"Name", "Provider", "Gültigkeitszzz"}, {"_ga", "Google", "2 years"}};
  EXPECT_EQ(Shop().answer(table(unknown), "DEC-02"), "pass");
  const Rows kind{{"Name", "Provider", "Type"}, {"_ga", "Google", "Persistent (2 years)"}};
  EXPECT_EQ(Shop().answer(table(kind), "DEC-02"), "pass");
}

TEST(DeclarationIncomplete, WithoutRecipient) {
  const Rows rows{{"Name", "Purpose", "Duration"}, {"_fbp", "Shows advertising.", "3 months"}};
  EXPECT_EQ(Shop().answer(table(rows), "DEC-02"), "likely-breach");
  EXPECT_EQ(Shop().answer(table(rows).line("Meta places advertising."), "DEC-02"), "pass");
}

TEST(DeclarationIncomplete, WhatLastsOnlyForTheVisitNeedsNoDuration) {
  const Rows rows{{"Name", "Provider", "Purpose"}, {"sid", "The shop", "Keeps the basket."}};
  EXPECT_EQ(Shop().answer(table(rows), "DEC-02"), "pass");
}

TEST(Undeclared, NeitherTheCookieNorItsCompany) {
  const Finding finding = [] {
    Shop shop;
    shop.says(table(kOnlyGoogle));
    return judged(shop.site, "ACC-01");
  }();
  EXPECT_EQ(finding.verdict, Verdict::likely_breach);
  ASSERT_EQ(finding.evidence_total, 1);
  EXPECT_NE(finding.evidence[0].text.find("_fbp"), std::string::npos);
}

TEST(Undeclared, ButItsCompanyIsNamed) {
  EXPECT_EQ(Shop().answer(table(kOnlyGoogle).line("Meta places advertising."), "ACC-01"), "risk");
}

TEST(Undeclared, WhatAnythingNamesIsDeclared) {
  EXPECT_EQ(Shop().answer(table(kOnlyGoogle).line("Also _fbp by Meta."), "ACC-01"), "pass");
  Shop shop;
  shop.says(table(kOnlyGoogle));
  shop.site.run("accept").banner({}, 2, "Marketing\n_fbp, Meta, 3 months");
  EXPECT_EQ(shop.answer("ACC-01"), "pass");
}

TEST(Undeclared, ABannerThatMayListMoreLeavesItOpen) {
  Shop shop;
  shop.says(table(kOnlyGoogle));
  for (const char* run : {"refuse", "accept"}) {
    shop.site.run(run).banner({button("Settings", Intent::settings)}, 2, std::string(3'950, 'x'));
  }
  EXPECT_EQ(shop.answer("ACC-01"), "risk");
}

TEST(Undeclared, NeedsAListAboutThisSiteThatWasReadWhole) {
  const Rows other{{"Name", "Provider", "Duration"}, {"xyz_1", "Example", "1 year"}};
  EXPECT_EQ(Shop().answer(table(other), "ACC-01"), "not-measured");
  EXPECT_EQ(Shop().answer(table(kOnlyGoogle).cut(), "ACC-01"), "not-measured");
  EXPECT_EQ(Shop().answer(table(kOnlyGoogle).written_by("OneTrust"), "ACC-01"), "not-measured");
}

TEST(Undeclared, IsConcludedFromAListThatAScriptWroteIntoAPageThatWasOpened) {
  Shop shop;
  shop.says(PageMaker().line(silence()).written_by("Cookiebot"));
  EXPECT_EQ(shop.answer("ACC-01"), "not-measured");
  shop.says(table(kOnlyGoogle).written_by("Cookiebot").rendered());
  EXPECT_EQ(shop.answer("ACC-01"), "likely-breach");
  Shop whole;
  whole.says(PageMaker().line(silence()).written_by("Cookiebot"));
  whole.says(table(kBoth).written_by("Cookiebot").rendered());
  EXPECT_EQ(whole.answer("ACC-01"), "pass");
}

TEST(Undeclared, IsNotConcludedWhenTheScriptWroteNoMoreThanWasFetched) {
  Shop empty;
  empty.says(PageMaker().line(silence()).written_by("OneTrust"));
  empty.says(PageMaker().line(silence()).written_by("OneTrust").rendered());
  EXPECT_EQ(empty.answer("ACC-01"), "not-measured");
  EXPECT_EQ(empty.answer("DEC-01"), "not-measured");
  Shop same;
  same.says(table(kOnlyGoogle).written_by("OneTrust"));
  same.says(table(kOnlyGoogle).written_by("OneTrust").rendered());
  EXPECT_EQ(same.answer("ACC-01"), "not-measured");
}

TEST(Undeclared, AnOpenedPageStandsForNoOther) {
  Shop shop;
  shop.says(PageMaker().line(silence()).written_by("Cookiebot"), "policy");
  shop.says(table(kOnlyGoogle).rendered(), "cookies");
  EXPECT_EQ(shop.answer("ACC-01"), "not-measured");
}

TEST(Undeclared, AVendorListOfAFrameworkIsNotRead) {
  Shop shop;
  shop.site.run("accept").http_cookie(".ads.example", "uid", "1", "https://ads.example/", 9 * kDay);
  shop.known("uid", "Ads Inc", Purpose::marketing, "ads.example");
  shop.says(table(kBoth));
  EXPECT_EQ(shop.answer("ACC-01"), "likely-breach");
  shop.site.run("accept").signals({{1, true}});
  EXPECT_EQ(shop.answer("ACC-01"), "pass");
}

TEST(DeclaredOtherwise, LongerThanDeclared) {
  const Rows month{{"Name", "Provider", "Duration"}, {"_ga", "Google", "1 month"}};
  EXPECT_EQ(Shop().answer(table(month), "ACC-03"), "likely-breach");
  const Rows session{{"Name", "Provider", "Duration"}, {"_ga", "Google", "Session"}};
  EXPECT_EQ(Shop().answer(table(session), "ACC-03"), "likely-breach");
}

TEST(DeclaredOtherwise, NotWhenItIsWithinOrCannotBeCompared) {
  const Rows year{{"Name", "Provider", "Duration"}, {"_ga", "Google", "12 months"}};
  EXPECT_EQ(Shop(365).answer(table(year), "ACC-03"), "pass");
  EXPECT_EQ(Shop(400).answer(table(year), "ACC-03"), "pass") << "within the tolerance";
  for (const char* text : {"persistent", "see below", "-", ""}) {
    const Rows open{{"Name", "Provider", "Duration"}, {"_ga", "Google", text}};
    EXPECT_EQ(Shop().answer(table(open), "ACC-03"), "pass") << text;
  }
  const Rows twice{year[0], {"_ga", "Google", "1 day"}, {"_ga", "Google", "2 years"}};
  EXPECT_EQ(Shop().answer(table(twice), "ACC-03"), "pass");
}

TEST(DeclaredOtherwise, AnEntryThatMayMeanAnotherCookieIsNotCompared) {
  const Rows prefix{
      kBoth[0], kBoth[1], {"_fb", "Meta", "?", "1 day"}, {"_fbp2", "Meta", "?", "1 day"}};
  EXPECT_EQ(Shop().answer(table(prefix), "ACC-03"), "pass");
  Shop shop;
  shop.site.run("accept").http_cookie(".ads.example", "_ga", "1", "https://ads.example/", 9 * kDay);
  const Rows day{kBoth[0], {"_ga", "shop.example", "?", "1 day"}};
  EXPECT_EQ(shop.answer(table(day), "ACC-03"), "pass");
}

TEST(DeclaredOtherwise, AThirdPartysCookieAsTheSitesOwn) {
  Shop shop;
  shop.site.run("accept").http_cookie(".ads.example", "uid", "1", "https://ads.example/", 9 * kDay);
  shop.known("uid", "Ads Inc", Purpose::marketing, "ads.example");
  const Rows own{{"Name", "Provider", "Duration"}, {"uid", "shop.example", "1 month"}};
  EXPECT_EQ(shop.answer(table(own), "ACC-03"), "likely-breach");
  const Rows both{{"Name", "Provider", "Duration"},
                  {"uid", "shop.example, ads.example", "1 month"}};
  EXPECT_EQ(shop.answer(table(both), "ACC-03"), "pass");
}

TEST(OutOfDate, WhatNoVisitMetOrAnOldDate) {
  Rows rows = kBoth;
  rows.push_back({"old_campaign_7", "Example", "Shows advertising.", "1 year"});
  EXPECT_EQ(Shop().answer(table(rows), "DEC-03"), "risk");
  EXPECT_EQ(Shop().answer(table(kBoth).line("Last updated: 1 March 2026"), "DEC-03"), "risk");
  EXPECT_EQ(Shop().answer(table(kBoth).line("Last updated: 1 November 2026"), "DEC-03"), "pass");
}

TEST(OutOfDate, NeededCookiesAndServicesMayWaitForTheirOccasion) {
  Rows rows{{"Name", "Category", "Duration"}, {"_ga", "Statistics", "2 years"}};
  rows.push_back({"login_2", "Necessary", "Session"});
  rows.push_back({"Hotjar", "Statistics", "1 year"});
  EXPECT_EQ(Shop().answer(table(rows), "DEC-03"), "pass");
}

std::string basis(std::string_view sentence, std::string language = "en") {
  return Shop().answer(PageMaker(std::move(language)).line(silence()).line(sentence), "DEC-04");
}

TEST(LegalBasis, AnInterestOrContractDoesNotCarryAdvertising) {
  EXPECT_EQ(basis("Personalised advertising is based on our legitimate interest."), "risk");
  EXPECT_EQ(basis("We show targeted ads for the performance of a contract with you."), "risk");
}

TEST(LegalBasis, OtherSentencesWithTheseWordsDo) {
  EXPECT_EQ(
      basis("Personalised advertising rests on your consent, not on our legitimate interest."),
      "pass");
  EXPECT_EQ(basis("We never rest personalised advertising on a legitimate interest."), "pass");
  EXPECT_EQ(basis("We prevent fraud in our legitimate interest. Personalised advertising is shown "
                  "with your consent."),
            "pass");
}

TEST(LegalBasis, UseOfTheSiteIsNoConsent) {
  EXPECT_EQ(basis("By using this website you agree to our use of cookies."), "risk");
  EXPECT_EQ(basis("By using this website you agree to our terms of sale."), "pass");
}

TEST(LegalBasis, WeighsMoreWhereNobodyIsAsked) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->script_cookie("shop.example", "_ga", "1", "https://ga.example/a.js").no_banner();
  }
  ItemFacts& facts = site.cookie("shop.example", "_ga");
  facts.purpose = Purpose::statistics;
  facts.catalogued = true;
  const std::string page = PageMaker()
                               .line("By using this website you agree to our use of cookies.")
                               .line(silence())
                               .json();
  site.run("gpc").trial(Step::documents).document("policy", 200, page);
  EXPECT_EQ(verdict(site, "DEC-04"), "likely-breach");
}

Shop with_request_to(std::string company) {
  Shop shop;
  shop.site.run("accept").request("https://mc.tracker.example/watch", tracker(std::move(company)));
  return shop;
}

TEST(Transfers, AThirdCountryThatThePolicyDoesNotSpeakOf) {
  EXPECT_EQ(with_request_to("Yandex").answer(table(kBoth), "ACC-05"), "risk");
  const PageMaker told = table(kBoth).line("Data may be processed outside the EU.");
  EXPECT_EQ(with_request_to("Yandex").answer(told, "ACC-05"), "pass");
}

TEST(Transfers, NothingIsSaidOfOtherCompaniesOrUnreadPolicies) {
  EXPECT_EQ(with_request_to("Google").answer(table(kBoth), "ACC-05"), "pass");
  EXPECT_EQ(with_request_to("Yandex").answer("ACC-05"), "not-measured");
  EXPECT_EQ(with_request_to("Yandex").answer(PageMaker().line("Our policy."), "ACC-05"),
            "not-measured");
  EXPECT_EQ(with_request_to("Yandex").answer(table(kBoth).cut(), "ACC-05"), "not-measured");
}

}  // namespace
}  // namespace consentry
