// SPDX-License-Identifier: Apache-2.0
#include "core/consent/gpp_string.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "core/consent/us_section_layout.h"

namespace consentry {
namespace {

using Ids = std::vector<int>;

// From the platform's specification, and from strings seen in traffic.
constexpr const char* kTcfEu = "DBABMA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA";
constexpr const char* kTcfEuAndUsPrivacy =
    "DBACNYA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN";
constexpr const char* kUsNational = "DBABLA~BVQVAAAAAg.QA";

GppString lenient(std::string_view text) {
  auto gpp = read_gpp_string(text, Strictness::lenient);
  EXPECT_TRUE(gpp) << text << ": " << gpp.error().text();
  return gpp ? *std::move(gpp) : GppString{};
}

const StringProblem* problem_at(const GppString& gpp, std::string_view where) {
  const auto found = std::ranges::find(gpp.problems, where, &StringProblem::where);
  return found == gpp.problems.end() ? nullptr : &*found;
}

TEST(GppString, ReadsTheHeaderWithAndWithoutPadding) {
  for (const char* text : {"DBABM~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA", kTcfEu}) {
    const GppString gpp = lenient(text);
    EXPECT_EQ(gpp.version, 1);
    EXPECT_EQ(gpp.section_ids, Ids{2});
    EXPECT_EQ(problem_at(gpp, "header"), nullptr);
  }
}

TEST(GppString, ReadsHeadersOfSingleIdsAndOfRanges) {
  EXPECT_EQ(lenient("DBACNY~a~b").section_ids, (Ids{2, 6}));
  EXPECT_EQ(lenient("DBABjw~a~b").section_ids, (Ids{5, 6}));
  EXPECT_EQ(lenient("DBABTA~1---").section_ids, Ids{6});
  EXPECT_TRUE(lenient("DBAA").section_ids.empty());
}

TEST(GppString, WithoutSectionsIsWellFormed) {
  EXPECT_TRUE(read_gpp_string("DBAA", Strictness::strict));
}

TEST(GppString, ReadsItsSectionsEachByItsOwnRules) {
  const GppString gpp = lenient(kTcfEuAndUsPrivacy);
  ASSERT_EQ(gpp.sections.size(), 2U);
  EXPECT_EQ(gpp.sections[0].name, "tcfeuv2");
  ASSERT_TRUE(std::holds_alternative<TcString>(gpp.sections[0].content));
  EXPECT_EQ(std::get<TcString>(gpp.sections[0].content).cmp_id, 31);
  EXPECT_EQ(gpp.sections[1].name, "uspv1");
  ASSERT_TRUE(std::holds_alternative<UsPrivacy>(gpp.sections[1].content));
  EXPECT_EQ(std::get<UsPrivacy>(gpp.sections[1].content).notice, 'Y');
  EXPECT_TRUE(std::get<TcString>(gpp.sections[0].content).problems.empty())
      << "problems stand in the whole string's list";
}

TEST(GppString, ReadsTheNationalSectionWithItsGpcSegment) {
  const GppString gpp = lenient(kUsNational);
  ASSERT_EQ(gpp.sections.size(), 1U);
  const auto& us = std::get<UsSection>(gpp.sections[0].content);
  EXPECT_EQ(us.version, 1);
  ASSERT_NE(us.find("SharingNotice"), nullptr);
  EXPECT_EQ(us.find("SharingNotice")->values, Ids{1});
  EXPECT_EQ(us.find("SensitiveDataProcessing")->values.size(), 12U);
  EXPECT_EQ(us.gpc, false);
}

TEST(GppString, TellsThePlaceOfASectionsProblemInTheWholeString) {
  const std::string text = std::string("DBABTA~1YXN");
  const GppString gpp = lenient(text);
  const StringProblem* problem = problem_at(gpp, "uspv1.optOutSale");
  ASSERT_NE(problem, nullptr);
  EXPECT_EQ(problem->character, text.find('X'));
  const auto strict = read_gpp_string(text, Strictness::strict);
  ASSERT_FALSE(strict);
  EXPECT_NE(strict.error().text().find("character 10"), std::string::npos) << strict.error().text();
}

TEST(GppString, AHeaderThatListsMoreSectionsThanThereAreIsNamed) {
  const GppString gpp = lenient("DBABzw~1YYN");  // lists two or more
  ASSERT_NE(problem_at(gpp, "header.sections"), nullptr);
  EXPECT_EQ(gpp.sections.size(), 1U);
  EXPECT_FALSE(read_gpp_string("DBABzw~1YYN", Strictness::strict));
}

TEST(GppString, ASectionThatTheHeaderDoesNotListIsKeptRaw) {
  const GppString gpp = lenient("DBABTA~1YNN~BVQVAAAAAg");
  ASSERT_EQ(gpp.sections.size(), 2U);
  EXPECT_EQ(gpp.sections[1].id, 0);
  EXPECT_EQ(gpp.sections[1].text, "BVQVAAAAAg");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(gpp.sections[1].content));
  EXPECT_NE(problem_at(gpp, "section 0"), nullptr);
}

TEST(GppString, AnUnknownSectionIsKeptRawAndNamed) {
  // Section 43 alone: 1 + 8 + 34 in Fibonacci numbers.
  const GppString gpp = lenient("DBABRM~whatever.it-is");
  ASSERT_EQ(gpp.sections.size(), 1U);
  EXPECT_EQ(gpp.sections[0].id, 43);
  EXPECT_EQ(gpp.sections[0].name, "unknown");
  EXPECT_EQ(gpp.sections[0].text, "whatever.it-is");
  EXPECT_EQ(gpp.problems.size(), 1U);
}

TEST(GppString, AnEmptySectionIsNamed) {
  EXPECT_NE(problem_at(lenient("DBABTA~"), "uspv1"), nullptr);
}

TEST(GppString, ASectionThatCannotBeReadSaysWhy) {
  const GppString gpp = lenient("DBABMA~BPXxRfA");  // TCF 1 in the place of TCF 2
  const StringProblem* problem = problem_at(gpp, "tcfeuv2");
  ASSERT_NE(problem, nullptr);
  EXPECT_NE(problem->text.find("version 1"), std::string::npos);
  EXPECT_EQ(problem->character, 7U);
}

TEST(GppString, AnUnknownVersionOfAUsSectionIsNotGuessed) {
  const GppString gpp = lenient("DBABLA~DVQVAAAAAg");  // usnat, version 3
  const auto& us = std::get<UsSection>(gpp.sections.at(0).content);
  EXPECT_EQ(us.version, 3);
  EXPECT_TRUE(us.fields.empty());
  EXPECT_NE(problem_at(gpp, "usnat.core.version"), nullptr);
}

TEST(GppString, ValuesWithoutAMeaningAreNamed) {
  const GppString gpp = lenient("DBABLA~B_QVAAAAAg");  // first value 3
  const StringProblem* problem = problem_at(gpp, "usnat.core.SharingNotice");
  ASSERT_NE(problem, nullptr);
  EXPECT_EQ(problem->bit, 6U);
  EXPECT_EQ(problem->character, 8U);
}

TEST(GppString, AUsSectionThatIsCutOffKeepsItsFirstFields) {
  const GppString gpp = lenient("DBABLA~BVQ");
  const auto& us = std::get<UsSection>(gpp.sections.at(0).content);
  EXPECT_EQ(us.fields.size(), 7U);  // the version and six answers of two bits
  EXPECT_NE(problem_at(gpp, "usnat.core.SaleOptOut"), nullptr);
}

TEST(GppString, RefusesWhatIsNoGppString) {
  for (const char* bad : {"", "~", "hello", "CPXxRfAPXxRfAAfK", "1YNN", "2~1~dv.", "ABAA"}) {
    EXPECT_FALSE(read_gpp_string(bad, Strictness::lenient)) << bad;
  }
  EXPECT_FALSE(read_gpp_string(std::string(kMaxConsentString + 1, 'D'), Strictness::lenient));
}

TEST(GppString, EveryTruncationAndChangeGivesAValueOrAReason) {
  for (const std::string_view text :
       {std::string_view(kTcfEu), std::string_view(kTcfEuAndUsPrivacy),
        std::string_view(kUsNational)}) {
    for (std::size_t length = 0; length <= text.size(); ++length) {
      const auto gpp = read_gpp_string(text.substr(0, length), Strictness::lenient);
      EXPECT_EQ(gpp.has_value(), length > 0);
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
      for (const char replacement : {'A', '_', '.', '~', '!', '\0'}) {
        std::string changed(text);
        changed[i] = replacement;
        const auto strict = read_gpp_string(changed, Strictness::strict);
        if (!strict) {
          const bool is_gpp = read_gpp_string(changed, Strictness::lenient).has_value();
          EXPECT_EQ(strict.error().text().find("(character ") != std::string::npos, is_gpp);
        }
      }
    }
  }
}

TEST(GppString, ManySectionsAreRefusedAfterALimit) {
  const GppString gpp = lenient("DBAA" + std::string(5'000, '~'));
  EXPECT_LE(gpp.sections.size(), 256U);
  EXPECT_NE(problem_at(gpp, ""), nullptr);
}

TEST(UsSectionLayout, EveryRowBeginsWithAVersionAndHasANameOfItsOwn) {
  for (const UsSectionLayout& layout : us_section_layouts()) {
    EXPECT_TRUE(layout.core.starts_with("Version:6 ") || layout.core.starts_with("MspaVersion:6 "));
    EXPECT_EQ(gpp_section_name(layout.id), layout.name);
    EXPECT_EQ(layout.core.find("  "), std::string_view::npos) << layout.name;
    EXPECT_TRUE(is_us_section(layout.id));
  }
}

}  // namespace
}  // namespace consentry
