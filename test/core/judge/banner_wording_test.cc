// SPDX-License-Identifier: Apache-2.0
// What the first layer says, each rule with its good twin, and the words themselves.
#include <algorithm>
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

const BannerControl kAccept = button("Accept all", Intent::accept_all);
const BannerControl kReject = button("Reject all", Intent::refuse_all);
constexpr const char* kHonest =
    "We and our partners use cookies to measure how this website is used and to show advertising. "
    "You can withdraw your consent at any time.";

SiteMaker saying(const std::string& text,
                 const std::vector<BannerControl>& controls = {kAccept, kReject}) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->banner(controls, 1, text);
    run->run().banner_views.back().blocks_page = false;
  }
  return site;
}

std::string language(std::string_view text) {
  const BannerWords* found = language_of(shipped_book().banner_words(), fold_words(text));
  return found == nullptr ? "" : found->language;
}

TEST(BannerWords, TellTheLanguage) {
  EXPECT_EQ(language(kHonest), "en");
  EXPECT_EQ(language("Wir und unsere Partner verwenden Cookies, um die Nutzung dieser Website zu "
                     "messen und passende Werbung zu zeigen."),
            "de");
  EXPECT_EQ(
      language("Vi og vores partnere bruger cookies til at måle brugen af hjemmesiden og vise "
               "målrettet annoncering. Du bestemmer, hvilke vi må bruge."),
      "da");
  EXPECT_EQ(language("Vi använder cookies för att mäta hur webbplatsen används och visa anpassad "
                     "annonsering. Du bestämmer vilka vi får använda."),
            "sv");
  EXPECT_EQ(language("Některé soubory cookie jsou nezbytné, abychom vám mohli nabídnout tento web, "
                     "jiné nám pomáhají měřit, jak se používá."),
            "cs");
  EXPECT_EQ(language("Με τη συγκατάθεσή σας αποθηκεύουμε cookies στατιστικής και μάρκετινγκ στη "
                     "συσκευή σας."),
            "el");
}

TEST(BannerWords, SayNothingOfFewOrForeignWords) {
  EXPECT_EQ(language("Accept all"), "");
  EXPECT_EQ(language("lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor"),
            "");
  EXPECT_EQ(language("\xff\xfe\x00 1 2 3 4 5 6 7 8 9 10 11 12 13"), "");
}

TEST(BannerWords, CoverEveryLanguageOfTheUnion) {
  for (const char* code :
       {"bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr",
        "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"}) {
    const auto& all = shipped_book().banner_words();
    const auto found = std::ranges::find(all, code, &BannerWords::language);
    ASSERT_NE(found, all.end()) << code;
    EXPECT_FALSE(found->withdrawal.empty()) << code;
    EXPECT_FALSE(found->purposes.empty()) << code;
  }
}

TEST(MissingContent, NamesEachItemThatIsNotTold) {
  const auto findings = [](const char* text) {
    SiteMaker site = saying(text);
    site.run("accept").request("https://ads.example/p.gif", tracker("Ads"));
    return judged(site, "UI-18").summary;
  };
  EXPECT_EQ(verdict(saying(kHonest), "UI-18"), "pass");
  const std::string all = findings("We use cookies on this website for you and for our own use.");
  EXPECT_NE(all.find("purposes"), std::string::npos) << all;
  EXPECT_NE(all.find("withdrawn"), std::string::npos) << all;
  EXPECT_NE(all.find("others"), std::string::npos) << all;
}

TEST(MissingContent, AsksForPartnersOnlyWhereTheyAre) {
  const char* text =
      "We use cookies to measure how this website is used. You can withdraw your "
      "consent at any time.";
  EXPECT_EQ(verdict(saying(text), "UI-18"), "pass");
  SiteMaker site = saying(text);
  for (RunMaker* run : site.both()) run->request("https://ads.example/p.gif", tracker("Ads"));
  EXPECT_EQ(verdict(site, "UI-18"), "likely-breach");
}

TEST(Wording, IsNotJudgedInALanguageWithoutWords) {
  const char* russian =
      "Мы используем файлы cookie, чтобы вы могли это видеть, и для того, что "
      "нам и вам по душе на вашем экране.";
  for (const char* rule : {"UI-18", "UI-19", "UI-20"}) {
    EXPECT_EQ(verdict(saying(russian), rule), "not-measured") << rule;
    EXPECT_EQ(verdict(saying("Cookies"), rule), "not-measured") << rule;
    EXPECT_EQ(verdict(SiteMaker(), rule), "not-measured") << rule;
  }
}

TEST(VaguePurposes, AreARiskWhenTheyStandAlone) {
  EXPECT_EQ(verdict(saying("We use cookies to improve your experience on this website."), "UI-19"),
            "risk");
  EXPECT_EQ(verdict(saying("We use cookies to improve your experience and to show you ads on this "
                           "website."),
                    "UI-19"),
            "pass");
}

TEST(SteeringWords, AreARisk) {
  EXPECT_EQ(verdict(saying(std::string(kHonest) + " Otherwise you will miss out."), "UI-20"),
            "risk");
  EXPECT_EQ(verdict(saying(std::string(kHonest) + " No, I don't like good offers"), "UI-20"),
            "risk")
      << "the words of the button that refuses";
  EXPECT_EQ(verdict(saying(kHonest), "UI-20"), "pass");
}

TEST(BannerLanguage, MustDifferFromPageAndFromItsDeclaration) {
  constexpr const char* kGerman =
      "Wir und unsere Partner verwenden Cookies, um die Nutzung dieser Website zu messen und "
      "passende Werbung zu zeigen. Sie entscheiden.";
  const auto on = [](const char* banner, const char* declared, const char* sample) {
    SiteMaker site = saying(banner);
    for (RunMaker* run : site.both()) {
      run->run().banner_views.back().page_language = declared;
      run->run().banner_views.back().page_sample = sample;
    }
    return verdict(site, "UI-17");
  };
  EXPECT_EQ(on(kHonest, "de-de", kGerman), "likely-breach");
  EXPECT_EQ(on(kGerman, "de-de", ""), "pass");
  EXPECT_EQ(on(kGerman, "en", kGerman), "pass") << "the declaration is a template's";
  EXPECT_EQ(on(kHonest, "de-de", ""), "not-measured");
  EXPECT_EQ(on(kHonest, "is", kGerman), "not-measured") << "Icelandic is told as its neighbours";
  // As Danish as it is Norwegian.
  constexpr const char* kNordic =
      "Vi har og kan det som du vil for den som er her og der, om du vil ha det og kan se det";
  EXPECT_EQ(language(kNordic), "");
  EXPECT_EQ(on(kHonest, "da-dk", kNordic), "likely-breach") << "in any case it is not English";
}

TEST(CookieWall, IsABreachWithoutAWayOut) {
  const auto blocked = [](const std::vector<BannerControl>& controls, ChoiceResult result) {
    SiteMaker site = saying(kHonest, controls);
    for (RunMaker* run : site.both()) run->run().banner_views.back().blocks_page = true;
    site.run("refuse").at(Phase::refuse, Step::choice).outcome(Phase::refuse, result, 0);
    return verdict(site, "UI-15");
  };
  EXPECT_EQ(blocked({kAccept}, ChoiceResult::no_control), "breach");
  EXPECT_EQ(blocked({kAccept, kReject}, ChoiceResult::no_control), "pass");
  EXPECT_EQ(blocked({kAccept}, ChoiceResult::done), "pass");
  EXPECT_EQ(blocked({kAccept, button("×", Intent::close)}, ChoiceResult::no_control), "pass");
}

TEST(CookieWall, IsLikelyWhereUsingTheSiteIsTakenForConsent) {
  EXPECT_EQ(verdict(saying(std::string("By continuing to use this website you agree. ") + kHonest),
                    "UI-15"),
            "likely-breach");
  EXPECT_EQ(verdict(saying(kHonest), "UI-15"), "pass");
  EXPECT_EQ(verdict(saying("Cookies"), "UI-15"), "not-measured");
}

TEST(ConsentOrPay, IsARiskInPlaceOfARefusal) {
  const BannerControl pay = button("Subscribe", Intent::subscribe);
  EXPECT_EQ(verdict(saying(kHonest, {kAccept, pay}), "UI-16"), "risk");
  EXPECT_EQ(verdict(saying(kHonest, {kAccept, kReject, pay}), "UI-16"), "pass");
  EXPECT_EQ(verdict(saying(kHonest, {pay}), "UI-16"), "not-applicable");
}

TEST(Complexity, CountsWords) {
  EXPECT_EQ(verdict(saying(kHonest), "UI-29"), "pass");
  std::string text;
  for (int i = 0; i < 151; ++i) text += "word ";
  EXPECT_EQ(verdict(saying(text), "UI-29"), "risk");
}

}  // namespace
}  // namespace consentry
