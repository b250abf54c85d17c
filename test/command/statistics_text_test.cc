// SPDX-License-Identifier: Apache-2.0
#include "command/statistics_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "core/report/display_text.h"
#include "fakes/shop_choice.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

SiteStatistics shop(std::vector<StatisticsGroup> groups, StatisticsBy by = StatisticsBy::day) {
  return site_statistics({"shop", 20'000, 20'001, by}, std::move(groups),
                         {{"0a1b2c3d", "110", 30}, {"0a1b2c3d", "100", 10}}, {shop_notice()});
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(StatisticsTable, TellsCountsRatesAndABarALine) {
  const auto lines = lines_of(statistics_table(
      shop({{"2024-10-04", {200, 30, 50, 20, 7}}, {"2024-10-05", {10, 0, 0, 0, 0}}}), {92, false}));
  EXPECT_EQ(lines[0], "shop, 2024-10-04 to 2024-10-05 (UTC)");
  EXPECT_EQ(lines[1],
            "DAY         SHOWN  ACCEPTED  REFUSED  PARTLY  WITHDRAWN  CONSENT  REFUSAL  NO CHOICE");
  EXPECT_EQ(lines[2],
            "2024-10-04    200        30       50      20          7     30 %     50 %       50 %  "
            "███▒▒░░░░░");
  EXPECT_EQ(lines[3],
            "2024-10-05     10         0        0       0          0        -        -      100 %");
  EXPECT_THAT(lines[4], HasSubstr("total"));
}

TEST(StatisticsTable, FillsTheTerminalAndNoMore) {
  for (const int width : {100, 110, 130}) {
    const auto lines =
        lines_of(statistics_table(shop({{"2024-10-04", {0, 3, 3, 3, 0}}}), {width, false}));
    for (const std::string& line : lines) EXPECT_LE(display_width(line), width) << line;
  }
}

TEST(StatisticsTable, ColoursNothingButATerminal) {
  const auto statistics = shop({{"2024-10-04", {0, 3, 0, 0, 0}}});
  EXPECT_THAT(statistics_table(statistics, {0, false}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(statistics_table(statistics, {100, true}), HasSubstr("\x1b[1m"));
}

TEST(StatisticsTable, SaysUnknownWhereNothingIsKnownAndWhatCategoriesGot) {
  const std::string text =
      statistics_table(shop({{"", {0, 3, 0, 0, 0}}}, StatisticsBy::country), {0, false});
  EXPECT_THAT(text, HasSubstr("COUNTRY"));
  EXPECT_THAT(text, HasSubstr("unknown"));
  EXPECT_THAT(text, HasSubstr("  statistics   75 %  30 of 40\n"));
  EXPECT_THAT(text, HasSubstr("page views with a banner, not visitors"));
}

TEST(StatisticsTable, SaysThatNothingWasCounted) {
  EXPECT_EQ(statistics_table(shop({}), {80, false}),
            "shop, 2024-10-04 to 2024-10-05 (UTC)\nnothing was counted\n");
}

TEST(StatisticsCsv, LeavesRatesOfNothingEmpty) {
  EXPECT_EQ(statistics_csv(shop({{"2024-10-04", {4, 1, 2, 0, 0}}, {"2024-10-05", {}}})),
            "day,shown,accepted,refused,custom,withdrawn,consent_rate,refusal_rate,no_choice_rate"
            "\r\n2024-10-04,4,1,2,0,0,0.3333,0.6667,0.2500\r\n2024-10-05,0,0,0,0,0,,,\r\n");
}

}  // namespace
}  // namespace consentry
