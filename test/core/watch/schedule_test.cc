// SPDX-License-Identifier: Apache-2.0
#include "core/watch/schedule.h"

#include <algorithm>
#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vector>

namespace consentry {
namespace {

using ::testing::HasSubstr;

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kDayMs = 24 * kHourMs;
const UtcTime kNow = *parse_rfc3339("2026-11-23T09:00:00Z");

std::vector<std::string> thousand(const std::string& before, const std::string& after) {
  std::vector<std::string> sites;
  for (int i = 0; i < 1000; ++i) sites.push_back(before + std::to_string(i) + after);
  return sites;
}

// Scans that start in each hour of the 24 after now.
std::array<int, 24> by_hour(const std::vector<std::string>& sites, const Schedule& schedule) {
  std::array<int, 24> hours{};
  for (const std::string& site : sites) {
    const std::int64_t wait = schedule.next(site, kNow).milliseconds - kNow.milliseconds;
    ++hours.at(static_cast<std::size_t>((wait - 1) / kHourMs));
  }
  return hours;
}

TEST(Spread, AThousandDailySitesLieEvenlyOverTheDay) {
  const auto daily = *Schedule::parse("daily");
  for (const auto& sites : {thousand("shop-", ""), thousand("", "-example"), thousand("a", "b")}) {
    const auto hours = by_hour(sites, daily);
    int sum = 0;
    for (const int each : hours) {
      sum += each;
      EXPECT_LE(each, 1000 / 24.0 * 1.6);
      EXPECT_GE(each, 1000 / 24.0 * 0.4);
    }
    EXPECT_EQ(sum, 1000);
  }
}

TEST(Spread, ASiteKeepsItsPlace) {
  const auto daily = *Schedule::parse("daily");
  const UtcTime first = daily.next("shop", kNow);
  for (int day = 1; day < 400; ++day) {
    EXPECT_EQ(daily.next("shop", UtcTime{first.milliseconds + (day - 1) * kDayMs}).milliseconds,
              first.milliseconds + day * kDayMs);
  }
}

TEST(Schedule, NextIsLaterThanTheGivenTimeByAtMostThePeriod) {
  for (const auto& [text, period] : {std::pair{"hourly", kHourMs},
                                     {"12h", 12 * kHourMs},
                                     {"daily", kDayMs},
                                     {"7d", 7 * kDayMs},
                                     {" weekly ", 7 * kDayMs},
                                     {"monthly", 31 * kDayMs}}) {
    const auto schedule = Schedule::parse(text);
    ASSERT_TRUE(schedule) << text;
    for (const char* site : {"a", "shop", "bank-example"}) {
      const std::int64_t wait = schedule->next(site, kNow).milliseconds - kNow.milliseconds;
      EXPECT_GT(wait, 0) << text;
      EXPECT_LE(wait, period) << text;
    }
  }
}

TEST(Schedule, ComesOnceAMonthAlsoInFebruary) {
  const auto monthly = *Schedule::parse("monthly");
  for (const std::string& site : thousand("s", "")) {
    UtcTime time = *parse_rfc3339("2027-01-01T00:00:00Z");
    std::string months;
    for (int i = 0; i < 4; ++i) {
      time = monthly.next(site, time);
      months += to_rfc3339(time).substr(5, 2) + " ";
    }
    EXPECT_EQ(months, "01 02 03 04 ") << site;
  }
}

TEST(Schedule, MakesWhatWasMissedOnce) {
  const auto daily = *Schedule::parse("daily");
  const UtcTime due = daily.next("shop", kNow);
  // The server stood still for ten days; the scan is made now, and then:
  const UtcTime later{due.milliseconds + 10 * kDayMs + kHourMs};
  EXPECT_EQ(daily.next("shop", later).milliseconds, due.milliseconds + 11 * kDayMs);
}

TEST(Schedule, TakesACronExpressionWithAndWithoutTheWord) {
  for (const char* text : {"30 4 * * mon", "cron 30 4 * * mon"}) {
    const auto schedule = Schedule::parse(text);
    ASSERT_TRUE(schedule) << text;
    EXPECT_EQ(schedule->text(), "30 4 * * mon");
    EXPECT_EQ(to_rfc3339(schedule->next("any", kNow)), "2026-11-30T04:30:00.000Z");
  }
}

TEST(Schedule, RefusesWhatIsNoneOrTooOften) {
  for (const char* text : {"", "  ", "yearly", "0d", "32d", "745h", "-1d", "1m", "d", "1.5d",
                           "99999999999999999999d", "cron"}) {
    const auto schedule = Schedule::parse(text);
    ASSERT_FALSE(schedule) << text;
    EXPECT_THAT(schedule.error().text(), HasSubstr("hourly, daily")) << text;
  }
  EXPECT_THAT(Schedule::parse("*/5 * * * *").error().text(), HasSubstr("once an hour"));
  EXPECT_THAT(Schedule::parse("0 25 * * *").error().text(), HasSubstr("hour"));
}

}  // namespace
}  // namespace consentry
