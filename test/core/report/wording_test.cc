// SPDX-License-Identifier: Apache-2.0
#include "core/report/wording.h"

#include <gtest/gtest.h>
#include <limits>
#include <set>

#include "command/embedded.h"
#include "core/report/display_text.h"
#include "fakes/report_maker.h"

namespace consentry {
namespace {

RuleBook shipped_book() {
  std::vector<std::pair<std::string, std::string_view>> files;
  for (const std::string_view name : embedded_names("data/rules/")) {
    files.emplace_back(std::string(name), embedded(name));
  }
  const auto book = RuleBook::parse(files);
  EXPECT_TRUE(book) << (book ? "" : book.error().text());
  return book ? *book : RuleBook{};
}

TEST(Wording, TellsVerdictsApartByWordAndByOneColumnOfSymbol) {
  std::set<std::string_view> labels;
  std::set<std::string_view> symbols;
  for (const Verdict verdict : kVerdictsByWeight) {
    EXPECT_TRUE(labels.insert(label_of(verdict)).second);
    EXPECT_TRUE(symbols.insert(symbol_of(verdict)).second);
    EXPECT_EQ(display_width(symbol_of(verdict)), 1);
    EXPECT_TRUE(meaning_of(verdict).ends_with("."));
  }
  EXPECT_EQ(label_of(Verdict::likely_breach), "Likely breach");
  EXPECT_EQ(label_of(Phase::withdraw), "After withdrawing");
  EXPECT_EQ(label_of(Function::hosting), "hosting");
  EXPECT_EQ(label_of(Purpose::consent_record), "consent record");
  EXPECT_EQ(label_of(SiteStatus::not_measured), "not measured");
}

TEST(Wording, OrdersFindingsByVerdictThenSeverityThenPlace) {
  SiteJudgement judgement;
  judgement.findings = {make_finding("A", Phase::before, Verdict::pass, 0, ""),
                        make_finding("B", Phase::before, Verdict::breach, 2, ""),
                        make_finding("C", Phase::refuse, Verdict::breach, 5, ""),
                        make_finding("D", Phase::accept, Verdict::breach, 5, "")};
  std::string order;
  for (const Finding* finding : findings_by_weight(judgement)) order += finding->rule;
  EXPECT_EQ(order, "CDBA");
}

TEST(Wording, NeverCallsAnUnknownMarkVerified) {
  EXPECT_EQ(basis_mark_meaning('C'), "read in the primary text");
  EXPECT_EQ(basis_mark_meaning('S'), "from a secondary source");
  for (const char mark : {'M', 'x', '\0'}) {
    EXPECT_TRUE(basis_mark_meaning(mark).starts_with("not verified")) << mark;
  }
}

TEST(Wording, NamesTheAuthorityOfTheLayer) {
  const Profile profile{"nl", "Netherlands", "E", "G"};
  EXPECT_EQ(authority_for(make_rule("A", "", "eprivacy", "", 1, 'C'), profile).name, "E");
  EXPECT_EQ(authority_for(make_rule("A", "", "ux", "", 1, 'C'), profile).name, "E");
  EXPECT_EQ(authority_for(make_rule("A", "", "gdpr", "", 1, 'C'), profile).name, "G");
  EXPECT_EQ(authority_for(make_rule("A", "", "contract", "", 1, 'C'), profile).name, "");
}

TEST(Wording, ShortensAddressesOnlyByWhatEveryAddressHas) {
  EXPECT_EQ(site_name("https://shop.example/"), "shop.example");
  EXPECT_EQ(site_name("https://shop.example/nl?a=b"), "shop.example/nl?a=b");
  EXPECT_EQ(site_name("http://shop.example/"), "http://shop.example");
  EXPECT_EQ(site_name("https://shop.example:8443/"), "shop.example:8443");
  EXPECT_EQ(site_name("javascript:alert(1)"), "javascript:alert(1)");
  EXPECT_EQ(site_name(""), "");
}

TEST(Wording, WritesLifetimesInOneUnit) {
  EXPECT_EQ(readable_lifetime(std::nullopt), "session");
  EXPECT_EQ(readable_lifetime(400.0 * 86400), "400 days");
  EXPECT_EQ(readable_lifetime(86400), "24 hours");
  EXPECT_EQ(readable_lifetime(1800), "30 minutes");
  EXPECT_EQ(readable_lifetime(1), "1 second");
  EXPECT_EQ(readable_lifetime(0), "expired");
  EXPECT_EQ(readable_lifetime(-5), "expired");
  EXPECT_EQ(readable_lifetime(std::numeric_limits<double>::infinity()), "unlimited");
  EXPECT_EQ(readable_lifetime(1e300), "11574074074 days");
}

TEST(Wording, WritesTimesForAReaderAndLeavesOtherTextAlone) {
  EXPECT_EQ(readable_time("2026-11-22T13:05:09.042Z"), "22 November 2026, 13:05 UTC");
  EXPECT_EQ(readable_time("yesterday"), "yesterday");
  EXPECT_EQ(readable_time(""), "");
}

TEST(RulesUsed, CopiesTheShippedRuleBookWithItsVersionAndProfile) {
  const RuleBook book = shipped_book();
  const RulesUsed rules = rules_used(book, "nl");
  EXPECT_EQ(rules.version, book.version());
  EXPECT_EQ(rules.sha256, book.sha256());
  EXPECT_EQ(rules.profile.title, "Netherlands");
  ASSERT_NE(rules.find("PRE-02"), nullptr);
  EXPECT_EQ(rules.find("PRE-02")->fix, book.find("PRE-02")->fix);
  EXPECT_EQ(rules.find("PRE-99"), nullptr);
}

TEST(RulesUsed, KeepsTheNameOfAProfileThatTheBookDoesNotKnow) {
  const RulesUsed rules = rules_used(shipped_book(), "xx");
  EXPECT_EQ(rules.profile.name, "xx");
  EXPECT_EQ(rules.profile.eprivacy_authority, "");
}

TEST(RulesUsed, TextsOfTheShippedBookNeverPronounceOnLegality) {
  for (const Rule& rule : rules_used(shipped_book(), "eu").rules) {
    for (const std::string& text : {rule.title, rule.fix}) {
      EXPECT_EQ(text.find("llegal"), std::string::npos) << rule.id << ": " << text;
      EXPECT_EQ(text.find("nlawful"), std::string::npos) << rule.id << ": " << text;
    }
  }
}

}  // namespace
}  // namespace consentry
