// SPDX-License-Identifier: Apache-2.0
#include "core/consent/site_declaration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/consent/declaration_text.h"
#include "core/consent/locale_words.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr double kDay = 86'400;
constexpr UtcTime kScanned{1763846801000};

const ServiceRegistry& registry() {
  static const ServiceRegistry read = *ServiceRegistry::parse({{"analytics.toml", R"(
version = "2026-11-23"
kind = "analytics"
[[service]]
id = "counter"
name = "Counter"
vendor = "Counting Inc"
country = "US"
purposes = ["statistics"]
hosts = ["counter.example"]
stores = [
  { name = ["_count", "_count_*"], purpose = "statistics", lasts = "13 months" },
  { name = ["cid"], purpose = "marketing", domain = "counter.example", lasts = "1 year" },
]
[[service]]
id = "other-counter"
name = "Other"
vendor = "Others"
purposes = ["marketing"]
hosts = ["other.example"]
stores = [{ name = ["shared"], purpose = "marketing", lasts = "session" }]
[[service]]
id = "third-counter"
name = "Third"
vendor = "Thirds"
purposes = ["statistics"]
hosts = ["third.example"]
stores = [{ name = ["shared"], purpose = "statistics", lasts = "session" }]
)"}});
  return read;
}

TagConfig config(const std::string& services = "[]") {
  return *parse_tag_config(R"({"site":"shop","owner":"Corner Shop","privacy":"/privacy",
    "languages":["en","nl"],"categories":["necessary","statistics","marketing"],"services":)" +
                           services + "}");
}

ScannedItem cookie(const std::string& name, const std::string& purpose = "unknown",
                   std::optional<double> lifetime = std::nullopt) {
  return {"cookie", "shop.example", name, false, purpose, "", "", lifetime};
}

std::vector<std::string> names_in(const SiteDeclaration& declaration, std::string_view category) {
  std::vector<std::string> names;
  for (const DeclarationGroup& group : declaration.groups) {
    if (group.category != category) continue;
    for (const DeclarationEntry& entry : group.entries) names.push_back(entry.name);
  }
  return names;
}

SiteDeclaration declared(std::vector<ScannedItem> items, const TagConfig& with = config()) {
  return make_declaration(with, registry(), {kScanned, std::move(items)});
}

TEST(MakeDeclaration, PutsEachItemWhereTheRegistryOrTheCatalogueKnowsItBelongs) {
  ScannedItem third{"cookie", ".counter.example", "cid", true, "unknown", "", "", 30 * kDay};
  third.host = "ads.counter.example";
  const auto declaration =
      declared({cookie("_count", "unknown", 400 * kDay), cookie("seen", "marketing"),
                cookie("lang", "preferences"), third});
  EXPECT_THAT(names_in(declaration, "statistics"), ElementsAre("_count"));
  EXPECT_THAT(names_in(declaration, "marketing"), ElementsAre("cid", "seen"));
  EXPECT_THAT(names_in(declaration, "functional"), ElementsAre("lang"));
  const DeclarationEntry& entry = declaration.groups[1].entries[0];
  EXPECT_EQ(entry.provider, "Counting Inc");
  EXPECT_EQ(entry.country, "US");
  EXPECT_EQ(entry.kept, KeptFor::seconds);
  EXPECT_DOUBLE_EQ(entry.seconds, 400 * kDay);
}

TEST(MakeDeclaration, NeverTakesTheUnknownForNecessary) {
  const auto declaration = declared({cookie("zzz"), cookie("shared")});
  EXPECT_THAT(names_in(declaration, kUnknownGroup), ElementsAre("shared", "zzz"));
  EXPECT_THAT(names_in(declaration, "necessary"), ElementsAre("consentry"));
  EXPECT_EQ(declaration.groups.back().entries[1].provider, "");
  EXPECT_EQ(declaration.groups.back().category, kUnknownGroup);
}

TEST(MakeDeclaration, BelievesTheOwnersConfigurationFirst) {
  const auto with = config(
      R"([{"id":"basket","name":"Basket","category":"necessary","stores":["cart*"]},
          {"id":"other-counter","name":"Other","category":"marketing","stores":["shared"]}])");
  const auto declaration = declared({cookie("cart_7", "marketing"), cookie("shared")}, with);
  EXPECT_THAT(names_in(declaration, "necessary"), ElementsAre("cart_7", "consentry"));
  EXPECT_THAT(names_in(declaration, "marketing"), ElementsAre("shared"));
}

ScannedItem of_third_party(const std::string& host, const std::string& purpose = "unknown") {
  return {"cookie", host, "visitor", true, purpose, "", "", std::nullopt};
}

constexpr const char* kHub =
    R"([{"id":"hub","name":"The Hub","category":"marketing","hosts":["in.hub.example","*.hub.test"]}])";

TEST(MakeDeclaration, TakesAThirdPartysItemForTheDeclaredServiceThatConnectsThere) {
  for (const char* host : {"in.hub.example", "hub.example", "a.hub.test"}) {
    const auto declaration = declared({of_third_party(host)}, config(kHub));
    ASSERT_THAT(names_in(declaration, "marketing"), ElementsAre("visitor")) << host;
    EXPECT_EQ(declaration.groups.back().entries.front().provider, "The Hub");
  }
  for (const char* host : {"out.hub.example", "hub.test", "b.example"}) {
    const auto declaration = declared({of_third_party(host)}, config(kHub));
    EXPECT_THAT(names_in(declaration, kUnknownGroup), ElementsAre("visitor")) << host;
  }
}

TEST(MakeDeclaration, LetsNoDeclaredHostOverruleACatalogueOrSpeakForTwoCategories) {
  const auto known = config(R"([{"id":"hub","category":"necessary","hosts":["in.hub.example"]}])");
  EXPECT_THAT(
      names_in(declared({of_third_party("in.hub.example", "marketing")}, known), "marketing"),
      ElementsAre("visitor"));
  const auto two = config(R"([{"id":"hub","category":"statistics","hosts":["in.hub.example"]},
    {"id":"ads","category":"marketing","hosts":["in.hub.example"]}])");
  EXPECT_THAT(names_in(declared({of_third_party("in.hub.example")}, two), kUnknownGroup),
              ElementsAre("visitor"));
}

TEST(MakeDeclaration, TellsTheLongestDurationOfWhatStandsOnSeveralHosts) {
  ScannedItem elsewhere = cookie("_x", "statistics", 20 * kDay);
  elsewhere.host = "www.shop.example";
  const auto declaration = declared({cookie("_x", "statistics"), elsewhere});
  EXPECT_THAT(names_in(declaration, "statistics"), ElementsAre("_x"));
  EXPECT_EQ(declaration.groups[1].entries[0].kept, KeptFor::seconds);
  EXPECT_DOUBLE_EQ(declaration.groups[1].entries[0].seconds, 20 * kDay);
}

TEST(MakeDeclaration, TellsStorageWithoutAnEndFromSessions) {
  ScannedItem local = cookie("theme", "preferences");
  local.kind = "local";
  ScannedItem session = cookie("step", "preferences");
  session.kind = "session";
  const auto declaration = declared({local, session});
  const auto& entries = declaration.groups.back().entries;
  EXPECT_EQ(entries[0].kept, KeptFor::session);
  EXPECT_EQ(entries[1].kept, KeptFor::endless);
}

TEST(DeclarationJson, IsReadBackAsItWas) {
  const auto declaration = declared({cookie("_count", "unknown", 400 * kDay), cookie("zzz")});
  const auto again = parse_declaration(declaration_json(declaration));
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(again->groups, declaration.groups);
  EXPECT_EQ(again->scanned, kScanned);
  EXPECT_EQ(again->languages, declaration.languages);
}

TEST(DeclarationJson, RefusesWhatIsNone) {
  for (const char* text : {"", "[]", "{}", R"({"format":"consentry-declaration/2"})",
                           R"({"format":"consentry-declaration/1","scanned":"today"})"})
    EXPECT_FALSE(parse_declaration(text)) << text;
}

const Texts kTexts{{"title", "Cookies"},
                   {"updated", "Last updated"},
                   {"name", "Name"},
                   {"provider", "Provider"},
                   {"purpose", "Purpose"},
                   {"expiry", "Duration"},
                   {"kind", "Type"},
                   {"country", "Country"},
                   {"session", "Session"},
                   {"persistent", "Forever"},
                   {"cookie", "Cookie"},
                   {"unknown", "Not known"},
                   {"registry", "From a list."},
                   {"transfer", "Outside the EU"},
                   {"categories.statistics.name", "Statistics"},
                   {"categories.statistics.description", "Counts."}};

TEST(Worded, TellsEveryFieldAndMarksWhatComesFromTheRegistry) {
  const auto words =
      worded(declared({cookie("_count", "unknown", 400 * kDay), cookie("zzz")}), kTexts, "en");
  EXPECT_EQ(words.updated, "Last updated: November 22, 2025");
  EXPECT_THAT(words.tables[1].rows[1],
              ElementsAre("_count", "Counting Inc (shop.example)", "Counts.", "14 months", "Cookie",
                          "United States *"));
  EXPECT_THAT(words.tables[2].rows[1],
              ElementsAre("zzz", "shop.example", "Not known", "Session", "Cookie", "Not known"));
  EXPECT_THAT(words.notes, ElementsAre("* From a list.", "Outside the EU: Counting Inc."));
}

TEST(DeclarationMarkdown, LetsNoNameBecomeMarkup) {
  const std::string text =
      declaration_markdown(worded(declared({cookie("a|b<script>")}), kTexts, "en"));
  EXPECT_THAT(text, HasSubstr("| a\\|b\\<script\\> |"));
  EXPECT_THAT(text, HasSubstr("## Not known\n\n| Name | Provider |"));
}

TEST(DurationWords, AreRoundedUpToTheLargestUnitOfWhichThereAreTwo) {
  EXPECT_EQ(duration_words(395 * kDay, "en"), "13 months");
  EXPECT_EQ(duration_words(365 * kDay, "en"), "12 months");
  EXPECT_EQ(duration_words(730 * kDay, "nl"), "2 jaar");
  EXPECT_EQ(duration_words(30 * kDay, "de"), "30 Tage");
  EXPECT_EQ(duration_words(kDay, "en"), "24 hours");
  EXPECT_EQ(duration_words(1800, "fr"), "30 minutes");
  EXPECT_EQ(duration_words(0.2, "en"), "1 second");
}

TEST(DurationWords, FollowThePluralRulesOfTheLanguage) {
  EXPECT_EQ(duration_words(730 * kDay, "ar"), "سنتان");
  EXPECT_EQ(duration_words(730 * kDay, "uk"), "2 роки");
  EXPECT_EQ(duration_words(5 * 365.25 * kDay, "uk"), "5 років");
  EXPECT_EQ(duration_words(730 * kDay, "sl"), "2 leti");
  EXPECT_EQ(duration_words(3 * 365.25 * kDay, "pl"), "3 lata");
  EXPECT_EQ(duration_words(5 * 365.25 * kDay, "pl"), "5 lat");
  EXPECT_EQ(duration_words(395 * kDay, "zh-Hant"), "13 個月");
}

TEST(CountryWords, AreThoseOfTheLanguage) {
  EXPECT_EQ(country_words("US", "nl"), "Verenigde Staten");
  EXPECT_TRUE(in_european_economic_area("NO"));
  EXPECT_FALSE(in_european_economic_area("GB"));
}

TEST(CountryWords, AreSortedAsTheLanguageSorts) {
  const auto countries = countries_by_name("sv");
  EXPECT_GT(countries.size(), 240U);
  EXPECT_EQ(countries.front().second, "Afghanistan");
  const std::vector<std::string> last{countries[countries.size() - 2].first,
                                      countries.back().first};
  EXPECT_EQ(last, (std::vector<std::string>{"AT", "TL"})) << "Österrike, Östtimor";
  for (const auto& [code, name] : countries) EXPECT_NE(code, "IC") << name;
}

}  // namespace
}  // namespace consentry
