// SPDX-License-Identifier: Apache-2.0
#include "core/consent/statistics.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "fakes/shop_choice.h"

namespace consentry {
namespace {

StatisticsQuery by(StatisticsBy dimension) { return {"shop", 20'000, 20'030, dimension}; }

TEST(StatisticsRates, AreSharesOfThoseThatChoseAndOfBannersShown) {
  const StatisticsRates rates = rates_of({200, 30, 50, 20, 7});
  EXPECT_DOUBLE_EQ(*rates.consent, 0.3);
  EXPECT_DOUBLE_EQ(*rates.refusal, 0.5);
  EXPECT_DOUBLE_EQ(*rates.partial, 0.2);
  EXPECT_DOUBLE_EQ(*rates.no_choice, 0.5);
}

TEST(StatisticsRates, AreNoneWhereNothingWasCounted) {
  const StatisticsRates rates = rates_of({});
  EXPECT_FALSE(rates.consent);
  EXPECT_FALSE(rates.refusal);
  EXPECT_FALSE(rates.no_choice);
}

TEST(StatisticsRates, NeverTellOfFewerThanNoneWithoutAChoice) {
  EXPECT_DOUBLE_EQ(*rates_of({1, 3, 0, 0, 0}).no_choice, 0.0);
}

TEST(SiteStatistics, KeepsDaysInOrderAndPutsTheLargestOfOthersFirst) {
  const std::vector<StatisticsGroup> groups{{"a", {0, 1, 0, 0, 0}}, {"b", {0, 5, 0, 0, 0}}};
  EXPECT_EQ(site_statistics(by(StatisticsBy::day), groups, {}, {}).groups.front().value, "a");
  const auto statistics = site_statistics(by(StatisticsBy::country), groups, {}, {});
  EXPECT_EQ(statistics.groups.front().value, "b");
  EXPECT_EQ(statistics.total.accepted, 6U);
}

TEST(SiteStatistics, NamesCategoriesByTheNoticeThatAskedForThem) {
  Notice older = shop_notice();
  older.version = "00000000";
  older.categories = {"necessary", "marketing"};
  const std::vector<ChoicePattern> patterns{
      {"0a1b2c3d", "110", 4}, {"0a1b2c3d", "111", 2}, {"00000000", "11", 10}, {"", "1111", 99}};
  const auto statistics =
      site_statistics(by(StatisticsBy::day), {}, patterns, {older, shop_notice()});
  ASSERT_EQ(statistics.categories.size(), 3U);
  EXPECT_EQ(statistics.categories[1].category, "statistics");
  EXPECT_EQ(statistics.categories[1].granted, 6U);
  EXPECT_EQ(statistics.categories[1].asked, 6U);
  EXPECT_EQ(statistics.categories[2].category, "marketing");
  EXPECT_EQ(statistics.categories[2].granted, 12U);
  EXPECT_EQ(statistics.categories[2].asked, 16U);
}

TEST(SiteStatistics, AreJsonWithRatesOrNull) {
  const auto statistics = site_statistics(by(StatisticsBy::language),
                                          {{"nl", {4, 1, 1, 0, 0}}, {"", {3, 0, 0, 0, 0}}}, {}, {});
  const auto value = boost::json::parse(statistics_json(statistics)).as_object();
  EXPECT_EQ(value.at("from").as_string(), "2024-10-04");
  EXPECT_EQ(value.at("by").as_string(), "language");
  const auto& first = value.at("groups").as_array().at(0).as_object();
  EXPECT_EQ(first.at("value").as_string(), "nl");
  EXPECT_DOUBLE_EQ(first.at("consent_rate").as_double(), 0.5);
  EXPECT_TRUE(value.at("groups").as_array().at(1).as_object().at("consent_rate").is_null());
  EXPECT_EQ(value.at("total").as_object().at("shown").to_number<int>(), 7);
}

TEST(StatisticsJson, WritesRatesAsPlainDecimalsOfOneLength) {
  const SiteStatistics statistics =
      site_statistics({"shop", 20'000, 20'001, StatisticsBy::language},
                      {{"nl", {30'000, 1, 2, 0, 0}}, {"de", {1, 1, 0, 0, 0}}}, {}, {});
  const std::string text = statistics_json(statistics);
  EXPECT_NE(text.find("\"consent_rate\":0.333333,\"refusal_rate\":0.666667,"
                      "\"no_choice_rate\":0.999900"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("\"consent_rate\":1.000000,\"refusal_rate\":0.000000"), std::string::npos);
}

TEST(StatisticsBy, IsReadByItsName) {
  EXPECT_EQ(parse_statistics_by("device"), StatisticsBy::device);
  EXPECT_FALSE(parse_statistics_by("visitor"));
}

TEST(ParseDay, TakesADateAndNothingElse) {
  EXPECT_EQ(parse_day("1970-01-02"), 1);
  EXPECT_EQ(day_text(*parse_day("2026-11-22")), "2026-11-22");
  for (const char* text : {"", "2026-13-01", "2026-11-2", "yesterday", "2026-11-22T00:00:00Z"})
    EXPECT_FALSE(parse_day(text)) << text;
}

}  // namespace
}  // namespace consentry
