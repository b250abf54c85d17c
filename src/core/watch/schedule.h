// SPDX-License-Identifier: Apache-2.0
// How often a site is scanned, and when next. Without a cron expression each site has a place of its
// own in the period, told by a digest of its id: many sites lie evenly over the period without knowing
// of each other, and a site keeps its place when others come and go. Among a thousand daily sites no
// hour has more than 1.6 times its share (a test holds it).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/watch/cron_expression.h"

namespace consentry {

// More than once an hour would be impolite, less than monthly nobody would call watching.
class Schedule {
 public:
  // "hourly", "daily", "weekly", "monthly", "12h" (1 to 744), "7d" (1 to 31), or a cron expression, also
  // behind "cron ". invalid_input says what is wrong.
  static Result<Schedule> parse(std::string_view text);

  // The first time of this site that is later than `time`. However many times have passed unused, this
  // is one: what was missed is made once.
  [[nodiscard]] UtcTime next(std::string_view site, UtcTime time) const;
  // As it was given, without spaces around it.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  Schedule(std::string text, std::int64_t period_ms, std::optional<CronExpression> cron)
      : text_(std::move(text)), period_ms_(period_ms), cron_(cron) {}
  [[nodiscard]] UtcTime next_month(std::int64_t place, UtcTime time) const;
  std::string text_;
  std::int64_t period_ms_;  // 0: the cron expression counts; kMonthly: a calendar month
  std::optional<CronExpression> cron_;
};

}  // namespace consentry
