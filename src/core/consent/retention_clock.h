// SPDX-License-Identifier: Apache-2.0
// Whether a clock may be believed when it says that records are old. To a clock that has jumped ahead
// everything is old, and what has been forgotten does not come back.
#pragma once

#include <chrono>
#include <optional>

#include "core/base/time.h"

namespace consentry {

enum class ClockTrust {
  trusted,
  moved,        // away from the machine's own count of time since the start
  unconfirmed,  // far ahead of the newest record, and nobody has had a day to see it
};

// Two clocks at one moment.
struct ClockReading {
  UtcTime now;                       // as somebody may set it
  std::chrono::milliseconds uptime;  // of the machine, sleep included, from any beginning
};

class RetentionClock {
 public:
  // `newest`: the time of the newest record; none: there is none.
  RetentionClock(ClockReading started, std::optional<UtcTime> newest);

  [[nodiscard]] ClockTrust look(ClockReading reading) const;

 private:
  ClockReading started_;
  bool far_ahead_ = false;
};

}  // namespace consentry
