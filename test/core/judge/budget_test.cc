// SPDX-License-Identifier: Apache-2.0
#include "core/judge/budget.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

std::string fault_of(std::string_view text) {
  const auto budget = Budget::parse("consentry.toml", text);
  return budget ? "no fault" : budget.error().text();
}

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(Budget, LimitsThePhasesThatItNames) {
  const auto budget = Budget::parse("consentry.toml",
                                    "[before]\n"
                                    "services = ['Maps Inc', 'fonts.example']\n"
                                    "cookies = ['sid', '_ga_*']\n"
                                    "[gpc]\n"
                                    "storage = ['theme']\n");
  ASSERT_TRUE(budget) << budget.error().text();
  ASSERT_EQ(budget->phases.size(), 2U);
  const PhaseAllowance& before = budget->phases.at(Phase::before);
  EXPECT_TRUE(before.allows_service("MAPS INC", "maps.example"))
      << "case of a company is no matter";
  EXPECT_TRUE(before.allows_service("", "fonts.example"));
  EXPECT_FALSE(before.allows_service("", "otherfonts.example"));
  EXPECT_FALSE(before.allows_service("Maps Inc of Elsewhere", "maps.example"));
  EXPECT_TRUE(before.allows_item("cookie", "_ga_1X"));
  EXPECT_FALSE(before.allows_item("cookie", "SID")) << "names of cookies differ by case";
  EXPECT_FALSE(before.allows_item("local", "sid")) << "a cookie's name allows no storage";
  EXPECT_TRUE(budget->phases.at(Phase::gpc).allows_item("indexeddb", "theme"));
  EXPECT_FALSE(budget->phases.at(Phase::gpc).allows_service("", "fonts.example"));
  EXPECT_EQ(budget->sha256.size(), 64U);
}

TEST(Budget, NamesTheNearestOfAWrongPhaseOrKey) {
  EXPECT_EQ(fault_of("[refuze]\n"),
            "consentry.toml: 'refuze' is not a phase; did you mean 'refuse'?");
  EXPECT_EQ(fault_of("[before]\ncookis = []\n"),
            "consentry.toml: before: cookis: is not a known key; did you mean 'cookies'?");
}

TEST(Budget, RefusesWhatWouldNeverFit) {
  EXPECT_TRUE(says(fault_of("[before]\nservices = ['https://www.fonts.example/a']\n"),
                   "is an address; write its domain 'fonts.example'"));
  EXPECT_TRUE(says(fault_of("[before]\nservices = ['www.fonts.example']\n"),
                   "is no registrable domain; write 'fonts.example'"));
  EXPECT_EQ(fault_of("[before]\nservices = ['Fonts Ltd.', 'Amazon.com, Inc.', '*.cdn.example']\n"),
            "no fault")
      << "a company's name may have dots";
}

TEST(Budget, RefusesOtherFiles) {
  EXPECT_TRUE(says(fault_of(""), "limits no phase"));
  EXPECT_TRUE(says(fault_of("before = 1\n"), "before must be a table"));
  EXPECT_TRUE(says(fault_of("[before]\ncookies = 'sid'\n"), "must be a list of texts"));
  EXPECT_TRUE(says(fault_of("[before]\ncookies = ['']\n"), "none empty"));
  EXPECT_TRUE(says(fault_of("[before]\n[before\n"), "line 2"));
  EXPECT_TRUE(says(fault_of(std::string(Budget::kMaxBytes + 1, '#')), "too large"));
}

TEST(BudgetPattern, StarStandsForAnyTextAlsoNone) {
  EXPECT_TRUE(fits_pattern("_ga_", "_ga_*"));
  EXPECT_TRUE(fits_pattern("_ga_X_session", "_ga_*_session"));
  EXPECT_TRUE(fits_pattern("aab", "*ab")) << "the first 'a' is not where the rest begins";
  EXPECT_TRUE(fits_pattern("", "**"));
  EXPECT_TRUE(fits_pattern("a*b", "a*b"));
}

TEST(BudgetPattern, FitsTheWholeTextOnly) {
  EXPECT_FALSE(fits_pattern("_ga_X", "_ga"));
  EXPECT_FALSE(fits_pattern("x_ga", "_ga*"));
  EXPECT_FALSE(fits_pattern("", "a"));
  EXPECT_FALSE(fits_pattern("abc", "a*b"));
  EXPECT_FALSE(fits_pattern("a", "")) << "an empty pattern allows nothing";
}

}  // namespace
}  // namespace consentry
