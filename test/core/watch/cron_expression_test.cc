// SPDX-License-Identifier: Apache-2.0
#include "core/watch/cron_expression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace consentry {
namespace {

using ::testing::HasSubstr;

UtcTime at(std::string_view text) { return *parse_rfc3339(text); }

std::string next(std::string_view cron, std::string_view after) {
  const auto parsed = CronExpression::parse(cron);
  if (!parsed) return parsed.error().text();
  return to_rfc3339(parsed->next(at(after))).substr(0, 16);
}

TEST(Cron, NextIsLaterThanTheGivenTime) {
  EXPECT_EQ(next("30 4 * * *", "2026-11-23T04:29:59Z"), "2026-11-23T04:30");
  EXPECT_EQ(next("30 4 * * *", "2026-11-23T04:30:00Z"), "2026-11-24T04:30");
  EXPECT_EQ(next("* * * * *", "2026-11-23T04:30:59.999Z"), "2026-11-23T04:31");
  EXPECT_EQ(next("0 0 1 1 *", "2026-12-31T23:59:59Z"), "2027-01-01T00:00");
}

TEST(Cron, TakesListsRangesStepsAndNames) {
  EXPECT_EQ(next("15 8-18/4 * * *", "2026-11-23T12:15:00Z"), "2026-11-23T16:15");
  EXPECT_EQ(next("0 */6 * * *", "2026-11-23T18:00:00Z"), "2026-11-24T00:00");
  EXPECT_EQ(next("0 3 1,15 * *", "2026-11-02T00:00:00Z"), "2026-11-15T03:00");
  EXPECT_EQ(next("0 3 * * mon-FRI", "2026-11-27T03:00:00Z"), "2026-11-30T03:00");
  EXPECT_EQ(next("0 3 * feb,Apr *", "2026-11-27T03:00:00Z"), "2027-02-01T03:00");
}

TEST(Cron, SevenAndZeroAreSunday) {
  EXPECT_EQ(next("0 3 * * 7", "2026-11-23T00:00:00Z"), "2026-11-29T03:00");
  EXPECT_EQ(next("0 3 * * 0", "2026-11-23T00:00:00Z"), "2026-11-29T03:00");
}

TEST(Cron, TakesEitherDayWhenBothAreRestricted) {
  EXPECT_EQ(next("0 0 13 * fri", "2026-11-07T00:00:00Z"), "2026-11-13T00:00");
  EXPECT_EQ(next("0 0 14 * fri", "2026-11-13T00:00:00Z"), "2026-11-14T00:00");
  EXPECT_EQ(next("0 0 30 2 mon", "2026-02-01T00:00:00Z"), "2026-02-02T00:00")
      << "the weekday comes though the day never does";
}

TEST(Cron, SkipsMonthsWithoutThatDayAndYearsWithoutALeapDay) {
  EXPECT_EQ(next("0 0 31 * *", "2026-11-01T00:00:00Z"), "2026-12-31T00:00");
  EXPECT_EQ(next("0 0 30 * *", "2027-01-31T00:00:00Z"), "2027-03-30T00:00");
  EXPECT_EQ(next("0 0 29 2 *", "2026-01-01T00:00:00Z"), "2028-02-29T00:00");
  EXPECT_EQ(next("0 0 29 2 *", "2096-03-01T00:00:00Z"), "2104-02-29T00:00");
}

TEST(Cron, SaysWhatIsWrong) {
  EXPECT_THAT(next("60 * * * *", "2026-01-01T00:00:00Z"), HasSubstr("'60' is no minute (0 to 59)"));
  EXPECT_THAT(next("0 24 * * *", "2026-01-01T00:00:00Z"), HasSubstr("is no hour"));
  EXPECT_THAT(next("0 0 0 * *", "2026-01-01T00:00:00Z"), HasSubstr("day of the month (1 to 31)"));
  EXPECT_THAT(next("0 0 * foo *", "2026-01-01T00:00:00Z"), HasSubstr("'foo' is no month"));
  EXPECT_THAT(next("0 0 * *", "2026-01-01T00:00:00Z"), HasSubstr("five fields"));
  EXPECT_THAT(next("0 0 30 2 *", "2026-01-01T00:00:00Z"), HasSubstr("never comes"));
  EXPECT_THAT(next("0 0 31 4,6,9,11 *", "2026-01-01T00:00:00Z"), HasSubstr("never comes"));
}

TEST(Cron, RefusesWhatOnlyLooksLikeIt) {
  for (const char* text :
       {"", "* * * * * *", "0 0 5-1 * *", "*/0 * * * *", "5/2 * * * *", "1, * * * *", "-1 * * * *",
        "0 0 * * mon-", "0 0 ? * *", "1.5 0 * * *", "0 0 * * 8", "*/99999999999 * * * *"})
    EXPECT_FALSE(CronExpression::parse(text)) << text;
  EXPECT_FALSE(CronExpression::parse(std::string(300, '1')));
}

TEST(Cron, TellsWhetherItComesMoreThanHourly) {
  EXPECT_TRUE(CronExpression::parse("*/30 * * * *")->more_than_hourly());
  EXPECT_FALSE(CronExpression::parse("5 * * * *")->more_than_hourly());
}

}  // namespace
}  // namespace consentry
