// SPDX-License-Identifier: Apache-2.0
#include "core/consent/retention_clock.h"

namespace consentry {
namespace {

using std::chrono::milliseconds;

// More than time servers correct at a time, and nothing beside months of keeping.
constexpr milliseconds kLargestStep = std::chrono::hours{24};
// A site without a choice for so long, or a server that was off, is rare; then forgetting waits a day.
constexpr milliseconds kUsualPause = std::chrono::days{31};
constexpr milliseconds kTimeToSee = std::chrono::hours{24};

}  // namespace

RetentionClock::RetentionClock(ClockReading started, std::optional<UtcTime> newest)
    : started_(started),
      far_ahead_(newest && started.now.milliseconds - newest->milliseconds > kUsualPause.count()) {}

ClockTrust RetentionClock::look(ClockReading reading) const {
  const milliseconds passed = reading.uptime - started_.uptime;
  const milliseconds said{reading.now.milliseconds - started_.now.milliseconds};
  if (said - passed > kLargestStep || passed - said > kLargestStep) return ClockTrust::moved;
  return far_ahead_ && passed < kTimeToSee ? ClockTrust::unconfirmed : ClockTrust::trusted;
}

}  // namespace consentry
