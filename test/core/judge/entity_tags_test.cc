// SPDX-License-Identifier: Apache-2.0
// Identifiers in the browser's cache: how heavily an entity tag weighs (PRE-04).
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

constexpr const char* kGiver = "https://px.count.example";
constexpr const char* kName = "ETag of /e.gif";

Verdict weighed(IdentifierStrength strength, Purpose purpose, Function function) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->local_item(kGiver, kName, "a81f0c22b94d4e77", std::string(kGiver) + "/e.gif");
  }
  SiteFacts facts = site.facts();
  for (RunObservation& run : facts.observation.runs) {
    run.storage.back().area = StorageArea::http_cache;
  }
  ItemFacts item = facts.classification.items.begin()->second;
  facts.classification.items.clear();
  item.key = {"http-cache", kGiver, kName};
  item.identifier = strength;
  item.purpose = purpose;
  item.setter_function = function;
  facts.classification.items[item.key] = item;
  for (const Finding& finding : judge_site(facts, shipped_book(), "eu").findings) {
    if (finding.rule == "PRE-04") return finding.verdict;
  }
  return Verdict::not_measured;
}

TEST(EntityTags, OfACompanyThatTracksAreALikelyBreachAndNeverMore) {
  EXPECT_EQ(weighed(IdentifierStrength::strong, Purpose::statistics, Function::analytics),
            Verdict::likely_breach);
}

TEST(EntityTags, OfAnUnknownCompanyAreARisk) {
  EXPECT_EQ(weighed(IdentifierStrength::strong, Purpose::unknown, Function::unknown),
            Verdict::risk);
}

TEST(EntityTags, ThatDoNotTellVisitorsApartAreNothing) {
  for (const Function function : {Function::unknown, Function::analytics}) {
    EXPECT_EQ(weighed(IdentifierStrength::none, Purpose::unknown, function), Verdict::pass);
    EXPECT_EQ(weighed(IdentifierStrength::weak, Purpose::unknown, function), Verdict::pass);
  }
}

}  // namespace
}  // namespace consentry
