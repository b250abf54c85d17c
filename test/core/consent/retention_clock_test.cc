// SPDX-License-Identifier: Apache-2.0
#include "core/consent/retention_clock.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr UtcTime kStart{1'795'000'000'000};
constexpr milliseconds kUptime = hours{7};

UtcTime later(milliseconds by) { return {kStart.milliseconds + by.count()}; }

TEST(RetentionClock, IsTrustedWhileItGoesAsTheMachineCounts) {
  const RetentionClock clock({kStart, kUptime}, later(-hours{1}));
  EXPECT_EQ(clock.look({kStart, kUptime}), ClockTrust::trusted);
  EXPECT_EQ(clock.look({later(days{400}), kUptime + days{400}}), ClockTrust::trusted);
  EXPECT_EQ(clock.look({later(hours{5} + minutes{20}), kUptime + hours{5}}), ClockTrust::trusted);
}

TEST(RetentionClock, IsNotTrustedOnceItHasJumpedEitherWay) {
  const RetentionClock clock({kStart, kUptime}, later(-hours{1}));
  EXPECT_EQ(clock.look({later(days{3650}), kUptime + hours{24}}), ClockTrust::moved);
  EXPECT_EQ(clock.look({later(-days{3650}), kUptime + hours{24}}), ClockTrust::moved);
  EXPECT_EQ(clock.look({later(hours{49}), kUptime + hours{24}}), ClockTrust::moved);
}

TEST(RetentionClock, WaitsADayWhenItIsFarAheadOfTheNewestRecord) {
  const RetentionClock clock({kStart, kUptime}, later(-days{3650}));
  EXPECT_EQ(clock.look({kStart, kUptime}), ClockTrust::unconfirmed);
  EXPECT_EQ(clock.look({later(hours{23}), kUptime + hours{23}}), ClockTrust::unconfirmed);
  EXPECT_EQ(clock.look({later(hours{24}), kUptime + hours{24}}), ClockTrust::trusted);
}

TEST(RetentionClock, IsTrustedWhereNothingWasRecordedOrTheRecordIsFromTheFuture) {
  EXPECT_EQ(RetentionClock({kStart, kUptime}, std::nullopt).look({kStart, kUptime}),
            ClockTrust::trusted);
  EXPECT_EQ(RetentionClock({kStart, kUptime}, later(days{40})).look({kStart, kUptime}),
            ClockTrust::trusted);
}

}  // namespace
}  // namespace consentry
