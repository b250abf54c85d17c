// SPDX-License-Identifier: Apache-2.0
// Times in the five fields of crontab (POSIX.1-2017, crontab): minute, hour, day of the month, month,
// day of the week. Always UTC, so no hour is skipped or comes twice.
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>

#include "core/base/time.h"

namespace consentry {

// Longer texts are no schedule that a person wrote.
inline constexpr std::size_t kMaxCronBytes = 256;

// Immutable value. Numbers, '*', lists "1,15", ranges "1-5", steps "*/2" and "8-18/2", and the English
// names of months and days ("jan", "Mon"); 7 is Sunday, too. When both days are restricted, a day that
// is either of them counts, as crontab has it.
class CronExpression {
 public:
  // invalid_input names the field and what is wrong; also for days that no calendar has, such as the
  // 30th of February.
  static Result<CronExpression> parse(std::string_view text);

  // The first such minute that is later than `time`; its seconds are 0.
  [[nodiscard]] UtcTime next(UtcTime time) const;
  // Whether it can come twice within an hour.
  [[nodiscard]] bool more_than_hourly() const { return minutes_.count() > 1; }

 private:
  CronExpression() = default;
  [[nodiscard]] bool comes_on(std::int64_t day) const;
  [[nodiscard]] bool ever_comes() const;
  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<32> days_;     // 1 to 31
  std::bitset<13> months_;   // 1 to 12
  std::bitset<8> weekdays_;  // 0 is Sunday
  bool any_day_ = false;     // the field is '*', as told by its first character
  bool any_weekday_ = false;
};

}  // namespace consentry
