// SPDX-License-Identifier: Apache-2.0
#include "command/earlier_report.h"

#include <gtest/gtest.h>
#include <string>

namespace consentry {
namespace {

// A report.json as far as its verdicts go; `earlier` is what it kept itself.
std::string report(const std::string& sha256, const std::string& earlier) {
  return R"({"format": "consentry-report/1", "rule_book": {"version": "1", "sha256": ")" + sha256 +
         R"("}, "profile": {"name": "nl"}, "sites": [{"url": "https://a.example/", "verdict": "breach",
         "findings": [{"rule": "PRE-02", "phase": "before", "verdict": "breach"},
                      {"rule": "PRE-03", "phase": "then", "verdict": "breach"}, 7]}],
         "earlier": )" +
         earlier + "}";
}

TEST(EarlierReport, OfAnotherRuleBookIsKept) {
  const auto earlier = earlier_verdicts(report("aa", "null"), "bb");
  ASSERT_TRUE(earlier);
  EXPECT_EQ(earlier->version, "1");
  EXPECT_EQ(earlier->sha256, "aa");
  EXPECT_EQ(earlier->profile, "nl");
  ASSERT_EQ(earlier->sites.size(), 1U);
  EXPECT_EQ(earlier->sites[0].url, "https://a.example/");
  EXPECT_EQ(earlier->sites[0].verdict, Verdict::breach);
  ASSERT_EQ(earlier->sites[0].findings.size(), 1U) << "what makes no sense is left out";
  EXPECT_EQ(earlier->sites[0].findings[0].rule, "PRE-02");
}

TEST(EarlierReport, OfTheSameRuleBookSaysNothingNew) {
  EXPECT_FALSE(earlier_verdicts(report("aa", "null"), "aa"));
}

TEST(EarlierReport, JudgedTwiceByTheSameBookKeepsWhatCameBefore) {
  const std::string kept =
      R"({"rule_book": {"version": "0", "sha256": "00"}, "profile": "eu", "sites": []})";
  const auto earlier = earlier_verdicts(report("aa", kept), "aa");
  ASSERT_TRUE(earlier);
  EXPECT_EQ(earlier->sha256, "00");
  EXPECT_EQ(earlier->profile, "eu");
}

TEST(EarlierReport, ThatIsNoReportIsNone) {
  for (const char* text :
       {"", "[]", "{", "7", R"({"format": "other/1"})", R"({"format": "consentry-report/1"})",
        R"({"format": "consentry-report/1", "rule_book": 3, "earlier": []})"}) {
    EXPECT_FALSE(earlier_verdicts(text, "aa")) << text;
  }
}

}  // namespace
}  // namespace consentry
