// SPDX-License-Identifier: Apache-2.0
#include "core/judge/rule_book.h"

#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"
#include "core/judge/detectors/detector.h"
#include "core/judge/nearest.h"

namespace consentry {
namespace {

constexpr std::string_view kHead = R"T(
version = "1"
[[profile]]
name = "eu"
title = "European Union"
eprivacy_authority = "a"
gdpr_authority = "b"
[[profile]]
name = "fr"
title = "France"
eprivacy_authority = "a"
gdpr_authority = "b"
[source.eprivacy]
instrument = "Directive"
url = "https://eur-lex.europa.eu/"
verified_on = "2026-01-02"
)T";
constexpr std::string_view kRule = R"T(
[[rule]]
id = "T-01"
version = 2
title = "A title"
detector = "tracker-requests"
phases = ["before", "gpc"]
severity = 4
layer = "eprivacy"
category = "before choice"
fix = "Mend it."
basis = [{ source = "eprivacy", pin = "Art. 5(3)", mark = "C" },
         { source = "eprivacy", pin = "recital 24", mark = "M" }]
[rule.threshold.limit]
value = 4.5
origin = "standard"
fr = 3
[rule.verdict_by_profile]
fr = "likely-breach"
)T";

Result<RuleBook> parse(const std::string& rules) {
  static std::string text;
  text = rules;
  return RuleBook::parse({{"head.toml", kHead}, {"rules.toml", text}});
}

std::string with(std::string_view old_text, std::string_view new_text) {
  std::string text(kRule);
  const auto at = text.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  return text.replace(at, old_text.size(), new_text);
}

std::string error_of(const std::string& rules) {
  const auto book = parse(rules);
  EXPECT_FALSE(book) << rules;
  return book ? "" : book.error().text();
}

TEST(RuleBook, ReadsEveryMemberOfARule) {
  const auto book = parse(std::string(kRule));
  ASSERT_TRUE(book) << book.error().text();
  const Rule* rule = book->find("T-01");
  ASSERT_NE(rule, nullptr);
  EXPECT_EQ(rule->version, 2);
  EXPECT_EQ(rule->phases, (std::vector<Phase>{Phase::before, Phase::gpc}));
  EXPECT_EQ(rule->threshold_origins.at("limit"), "standard");
  EXPECT_EQ(book->threshold(*rule, "limit", "eu"), 4.5);
  EXPECT_EQ(book->threshold(*rule, "limit", "fr"), 3);
  EXPECT_EQ(rule->verdict_by_profile.at("fr"), Verdict::likely_breach);
  ASSERT_EQ(rule->basis.size(), 2U);
  EXPECT_EQ(rule->basis[0].instrument, "Directive");
  EXPECT_EQ(rule->basis[0].verified_on, "2026-01-02");
  EXPECT_EQ(rule->basis[1].verified_on, "") << "an unverified citation must not look verified";
  EXPECT_EQ(book->find("T-02"), nullptr);
  EXPECT_EQ(book->profile("fr")->title, "France");
  EXPECT_EQ(book->profile("xx"), nullptr);
}

TEST(RuleBook, ErrorsNameFileRuleAndKey) {
  EXPECT_EQ(error_of(with("severity = 4", "severity = 6")),
            "rules.toml: rule T-01: severity: must be a whole number from 1 to 5");
  EXPECT_EQ(error_of(with("severity", "severty")), "rules.toml: rule T-01: severity: is missing");
  EXPECT_EQ(error_of(with("fix =", "fixx = \"\"\nfix =")),
            "rules.toml: rule T-01: fixx: is not a known key; did you mean 'fix'?");
  EXPECT_EQ(error_of(with("\"gpc\"", "\"befor\"")),
            "rules.toml: rule T-01: phases: 'befor' is not a phase; did you mean 'before'?");
  EXPECT_EQ(error_of(with("layer = \"eprivacy\"", "layer = \"epryvacy\"")),
            "rules.toml: rule T-01: layer: 'epryvacy' is not known; did you mean 'eprivacy'?");
  EXPECT_EQ(
      error_of(with("source = \"eprivacy\", pin = \"Art", "source = \"nowhere\", pin = \"Art")),
      "rules.toml: rule T-01: basis: source: 'nowhere' is not known");
  EXPECT_EQ(error_of(with("fr = 3", "nowhere = 3")),
            "rules.toml: rule T-01: threshold limit: nowhere: is not a known key");
  EXPECT_EQ(error_of(with("\"likely-breach\"", "\"bad\"")),
            "rules.toml: rule T-01: verdict_by_profile: fr: 'bad' is not a verdict");
  EXPECT_EQ(error_of(with("mark = \"M\"", "mark = \"X\"")),
            "rules.toml: rule T-01: basis: mark: 'X' is not known");
  EXPECT_EQ(error_of(std::string(kRule) + std::string(kRule)),
            "rules.toml: rule T-01: id: is defined twice");
}

TEST(RuleBook, ReadsVendorsAndLentNames) {
  const std::string vendor =
      "[[tcf_vendor]]\nid = 91\nname = \"Criteo\"\nhosts = [\"criteo.com\"]\nsource = "
      "\"https://x.example/\"\n";
  const auto book = parse(std::string(kRule) + vendor +
                          "[[lent_name]]\ncompany = \"A\"\ntargets = [\"a.example\"]\nsource = "
                          "\"https://x.example/\"\n");
  ASSERT_TRUE(book) << book.error().text();
  ASSERT_EQ(book->tcf_vendors().size(), 1U);
  EXPECT_EQ(book->tcf_vendors().front().id, 91);
  EXPECT_EQ(book->tcf_vendors().front().hosts, std::vector<std::string>{"criteo.com"});
  ASSERT_EQ(book->lent_names().size(), 1U);
  EXPECT_EQ(book->lent_names().front().targets, std::vector<std::string>{"a.example"});
  EXPECT_EQ(error_of(std::string(kRule) + vendor + vendor),
            "rules.toml: tcf_vendor: id: is given twice");
  EXPECT_EQ(error_of(std::string(kRule) + "[[lent_name]]\ncompany = \"A\"\n"),
            "rules.toml: lent_name: targets: is missing");
}

TEST(RuleBook, RefusesWhatIsNoRuleBook) {
  EXPECT_NE(error_of("rule = [").find("rules.toml: line 1"), std::string::npos);
  EXPECT_EQ(error_of("surprise = 1"), "rules.toml: surprise: is not a known key");
  EXPECT_EQ(error_of("rule = 3"), "rules.toml: rule: must be a list of tables");
  EXPECT_EQ(error_of("version = \"2\""), "rules.toml: version: stands in more than one file");
  EXPECT_EQ(error_of(""), "rule book: no rule is defined");
  EXPECT_FALSE(RuleBook::parse({}));
  EXPECT_FALSE(RuleBook::parse({{"big.toml", std::string_view(std::string(2'000'000, '#'))}}));
}

TEST(RuleBook, DigestFollowsBytesAndNamesButNotOrder) {
  const auto digest = [](std::string_view first, std::string_view second) {
    return RuleBook::parse({{std::string(first), kHead}, {std::string(second), kRule}})->sha256();
  };
  const auto swapped = RuleBook::parse({{"b", kRule}, {"a", kHead}});
  EXPECT_EQ(digest("a", "b"), swapped->sha256());
  EXPECT_NE(digest("a", "b"), digest("a", "c"));
  EXPECT_EQ(digest("a", "b").size(), 64U);
}

TEST(ShippedRules, EveryRuleHasADetectorAndEveryDetectorARule) {
  std::set<std::string_view> used;
  for (const Rule& rule : shipped_book().rules()) {
    const Detector* detector = find_detector(rule.detector);
    ASSERT_NE(detector, nullptr) << rule.id << " " << rule.detector;
    used.insert(detector->name);
    std::set<std::string_view> keys(detector->thresholds.begin(), detector->thresholds.end());
    for (const auto& [key, value] : rule.thresholds) {
      EXPECT_EQ(keys.erase(key), 1U) << rule.id << " sets " << key << ", which nothing reads";
    }
    EXPECT_TRUE(keys.empty()) << rule.id << " lacks " << *keys.begin();
  }
  for (const Detector& detector : detectors()) {
    EXPECT_TRUE(used.contains(detector.name)) << detector.name << " serves no rule";
  }
}

TEST(ShippedRules, NameTheirBasisAndHowSureItIs) {
  for (const Rule& rule : shipped_book().rules()) {
    EXPECT_TRUE(rule.fix.ends_with('.')) << rule.id;
    EXPECT_EQ(rule.fix.find(". "), std::string::npos) << rule.id << ": one sentence";
    for (const LegalBasis& basis : rule.basis) {
      EXPECT_TRUE(basis.url.starts_with("https://")) << rule.id;
      EXPECT_EQ(basis.mark == 'M', basis.verified_on.empty()) << rule.id << " " << basis.instrument;
    }
  }
}

TEST(ShippedRules, NeverSayIllegal) {
  for (const auto& [name, bytes] : shipped_rule_files()) {
    EXPECT_EQ(bytes.find("llegal"), std::string_view::npos) << name;
  }
}

TEST(ShippedProfiles, AreCountriesAndStatesEachWithItsLaw) {
  std::vector<std::string> names;
  for (const Profile& profile : shipped_book().profiles()) names.push_back(profile.name);
  EXPECT_EQ(names, (std::vector<std::string>{
                       "eu", "nl", "fr",         "de",    "it",    "be",    "at",
                       "ie", "es", "dk",         "se",    "pl",    "lu",    "eu-base",
                       "uk", "ch", "eu-omnibus", "us-ca", "us-co", "us-ct", "us-other"}));
  for (const Profile& profile : shipped_book().profiles()) {
    EXPECT_FALSE(profile.law.empty()) << profile.name;
    EXPECT_EQ(profile.regime == "opt-out", profile.name.starts_with("us-")) << profile.name;
  }
}

TEST(Nearest, FindsMistypedNamesAndLeavesStrangersAlone) {
  const std::vector<std::string> phases{"before", "refuse", "accept", "withdraw", "gpc"};
  EXPECT_EQ(nearest("befor", phases), "before");
  EXPECT_EQ(nearest("REFUSE", phases), "refuse");
  EXPECT_EQ(nearest("acecpt", phases), "accept");
  EXPECT_EQ(nearest("gcp", phases), "gpc");
  EXPECT_EQ(nearest("PRE-20", {"PRE-01", "PRE-02"}), "PRE-02");
  EXPECT_EQ(nearest("something else", phases), std::nullopt);
  EXPECT_EQ(nearest("", phases), std::nullopt);
  EXPECT_EQ(nearest(std::string(100'000, 'a'), phases), std::nullopt);
  EXPECT_EQ(suggestion("befor", phases), "; did you mean 'before'?");
  EXPECT_EQ(suggestion("zzz", phases), "");
}

}  // namespace
}  // namespace consentry
