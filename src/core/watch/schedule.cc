// SPDX-License-Identifier: Apache-2.0
#include "core/watch/schedule.h"

#include <charconv>
#include <chrono>
#include <utility>

#include "core/base/digest.h"

namespace consentry {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kDayMs = 24 * kHourMs;
constexpr std::int64_t kMostHours = 31 * 24;
constexpr std::int64_t kMostDays = 31;
constexpr std::int64_t kMonthly = -1;
// What every month has.
constexpr std::int64_t kDaysOfAnyMonth = 28;
constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kCron = "cron ";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

// A number below `period` that looks random and is always the same for this id.
std::int64_t place_of(std::string_view site, std::int64_t period) {
  const Sha256 digest = sha256(site);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8U | digest[i];
  return static_cast<std::int64_t>(number % static_cast<std::uint64_t>(period));
}

// "12h" and "7d"; nothing for other texts or numbers out of range.
std::optional<std::int64_t> period_in(std::string_view text) {
  if (text == "hourly") return kHourMs;
  if (text == "daily") return kDayMs;
  if (text == "weekly") return 7 * kDayMs;
  if (text == "monthly") return kMonthly;
  if (text.empty()) return std::nullopt;
  const char unit = text.back();
  text.remove_suffix(1);
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), count);
  if (text.empty() || error != std::errc{} || end != text.end() || count < 1) return std::nullopt;
  if (unit == 'h' && count <= kMostHours) return count * kHourMs;
  if (unit == 'd' && count <= kMostDays) return count * kDayMs;
  return std::nullopt;
}

}  // namespace

Result<Schedule> Schedule::parse(std::string_view text) {
  text = trimmed(text);
  if (const auto period = period_in(text))
    return Schedule(std::string(text), *period, std::nullopt);
  if (text.starts_with(kCron)) text = trimmed(text.substr(kCron.size()));
  if (text.find_first_of(kSpace) == std::string_view::npos)
    return invalid_input(
        "'" + std::string(text.substr(0, kMaxCronBytes)) +
        "' is no schedule: hourly, daily, weekly, monthly, 1h to 744h, 1d to 31d, or "
        "a cron expression in UTC such as '30 4 * * mon'");
  auto cron = CronExpression::parse(text);
  if (!cron) return cron.error();
  if (cron->more_than_hourly())
    return invalid_input("a site is scanned at most once an hour: name one minute, not several");
  return Schedule(std::string(text), 0, *cron);
}

UtcTime Schedule::next_month(std::int64_t place, UtcTime time) const {
  using std::chrono::floor;
  const std::chrono::sys_time<std::chrono::milliseconds> point{
      std::chrono::milliseconds{time.milliseconds}};
  const std::chrono::year_month_day date{floor<std::chrono::days>(point)};
  std::chrono::year_month month{date.year(), date.month()};
  while (true) {
    const std::chrono::sys_days first{month / std::chrono::day{1}};
    const std::int64_t due = first.time_since_epoch().count() * kDayMs + place;
    if (due > time.milliseconds) return UtcTime{due};
    month += std::chrono::months{1};
  }
}

UtcTime Schedule::next(std::string_view site, UtcTime time) const {
  if (cron_) return cron_->next(time);
  if (period_ms_ == kMonthly) return next_month(place_of(site, kDaysOfAnyMonth * kDayMs), time);
  const std::int64_t place = place_of(site, period_ms_);
  const std::int64_t since = time.milliseconds - place;
  const std::int64_t passed = (since >= 0 ? since : since - period_ms_ + 1) / period_ms_;
  return UtcTime{place + (passed + 1) * period_ms_};
}

}  // namespace consentry
