// SPDX-License-Identifier: Apache-2.0
// Every rule of the shipped rule book is played by the lab: a page on which it must be found, and one
// with a banner on which it must not.
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "command/embedded.h"
#include "core/judge/rule_book.h"
#include "lab/recipe.h"
#include "lab/truth.h"

namespace consentry::lab {
namespace {

// Rules that a scan of the lab cannot find, and why.
const std::map<std::string, std::string, std::less<>> kWithoutBadPage{
    {"GPC-01", "applies under American profiles only; the lab's truth is European"},
    {"GPC-03", "never weighs more than info, and the truth speaks of risks and more"},
    {"PRE-16", "applies where counting may be exempt; the lab's truth is for the Union as a whole"},
    {"UI-27", "applies in Italy only; the lab's truth is European"},
    {"GPC-05", "applies under American profiles only; the lab's truth is European"},
};

RuleBook shipped_book() {
  std::vector<std::pair<std::string, std::string_view>> files;
  for (const std::string_view name : embedded_names("data/rules/")) {
    files.emplace_back(name, embedded(name));
  }
  return *RuleBook::parse(files);
}

class RuleCoverage : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const auto web =
        make_web(1, recipes().size(), [](std::string_view name) { return embedded(name); });
    const Truth truth = truth_of(*web);
    for (std::size_t i = 0; i < truth.sites.size(); ++i) {
      found.insert(truth.sites[i].must_find.begin(), truth.sites[i].must_find.end());
      for (const auto& [phase, asked] : truth.sites[i].if_asked) {
        found.insert(asked.must_find.begin(), asked.must_find.end());
        absent.insert(asked.must_not_find.begin(), asked.must_not_find.end());
      }
      if (!web->sites[i].has_banner()) continue;
      absent.insert(truth.sites[i].must_not_find.begin(), truth.sites[i].must_not_find.end());
    }
  }
  static std::set<std::string, std::less<>> found, absent;
};
std::set<std::string, std::less<>> RuleCoverage::found;
std::set<std::string, std::less<>> RuleCoverage::absent;

TEST_F(RuleCoverage, EveryRuleHasABadAndAGoodPage) {
  const RuleBook book = shipped_book();
  for (const Rule& rule : book.rules()) {
    EXPECT_TRUE(absent.contains(rule.id)) << rule.id << " has no good page in the lab";
    if (kWithoutBadPage.contains(rule.id)) continue;
    EXPECT_TRUE(found.contains(rule.id)) << rule.id << " has no bad page in the lab";
  }
}

TEST_F(RuleCoverage, NoExceptionIsOutOfDate) {
  const RuleBook book = shipped_book();
  for (const auto& [rule, why] : kWithoutBadPage) {
    EXPECT_NE(book.find(rule), nullptr) << rule;
    EXPECT_FALSE(found.contains(rule)) << rule << " is played after all: " << why;
  }
}

TEST_F(RuleCoverage, TheTruthSpeaksOfNoUnknownRule) {
  const RuleBook book = shipped_book();
  for (const auto* rules : {&found, &absent}) {
    for (const std::string& rule : *rules) EXPECT_NE(book.find(rule), nullptr) << rule;
  }
}

}  // namespace
}  // namespace consentry::lab
