// SPDX-License-Identifier: Apache-2.0
#include "core/watch/cron_expression.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace consentry {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kDayMs = 86'400'000;
// The 29th of February comes at least once in eight years, also across a year such as 2100.
constexpr std::int64_t kMostDaysAhead = 8 * 366 + 1;

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kWeekdays{"sun", "mon", "tue", "wed",
                                                    "thu", "fri", "sat"};
// The longest month of each number, February of a leap year.
constexpr std::array<std::size_t, 13> kLongest{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

struct Field {
  std::string_view name;
  unsigned least;
  unsigned most;
  std::span<const std::string_view> words;  // the first one stands for `least`
};
constexpr std::array<Field, 5> kFields{{{"minute", 0, 59, {}},
                                        {"hour", 0, 23, {}},
                                        {"day of the month", 1, 31, {}},
                                        {"month", 1, 12, kMonths},
                                        {"day of the week", 0, 7, kWeekdays}}};

Error wrong(const Field& field, std::string_view part) {
  return invalid_input("'" + std::string(part) + "' is no " + std::string(field.name) + " (" +
                       std::to_string(field.least) + " to " + std::to_string(field.most) + ")");
}

std::optional<unsigned> number_in(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), value);
  if (text.empty() || error != std::errc{} || end != text.end()) return std::nullopt;
  return value;
}

std::optional<unsigned> value_in(const Field& field, std::string_view text) {
  if (const auto number = number_in(text))
    return *number >= field.least && *number <= field.most ? number : std::nullopt;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const auto word = std::ranges::find_if(field.words, [&](std::string_view each) {
    return std::ranges::equal(each, text, {}, {}, lower);
  });
  if (word == field.words.end()) return std::nullopt;
  return field.least + static_cast<unsigned>(word - field.words.begin());
}

std::vector<std::string_view> split(std::string_view text, std::string_view at) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find_first_of(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// "5", "mon-fri", "*/2", "8-18/2"
template <std::size_t N>
Status take_part(const Field& field, std::string_view part, std::bitset<N>& set) {
  const std::size_t slash = part.find('/');
  const std::string_view range = part.substr(0, slash);
  unsigned step = 1;
  if (slash != std::string_view::npos) {
    const auto given = number_in(part.substr(slash + 1));
    if (!given || *given == 0 || *given > field.most) return wrong(field, part);
    step = *given;
  }
  unsigned first = field.least;
  unsigned last = field.most;
  if (range != "*") {
    const std::size_t dash = range.find('-');
    const auto from = value_in(field, range.substr(0, dash));
    const auto to = dash == std::string_view::npos ? from : value_in(field, range.substr(dash + 1));
    if (!from || !to || *from > *to) return wrong(field, part);
    // A step needs a range to go through.
    if (slash != std::string_view::npos && dash == std::string_view::npos)
      return wrong(field, part);
    first = *from;
    last = *to;
  }
  for (unsigned each = first; each <= last; each += step) set.set(each);
  return {};
}

template <std::size_t N>
Status take(const Field& field, std::string_view text, std::bitset<N>& set) {
  for (const std::string_view part : split(text, ",")) {
    if (const Status done = take_part(field, part, set); !done) return done;
  }
  return {};
}

}  // namespace

Result<CronExpression> CronExpression::parse(std::string_view text) {
  if (text.size() > kMaxCronBytes)
    return invalid_input("a cron expression has at most " + std::to_string(kMaxCronBytes) +
                         " characters");
  std::vector<std::string_view> fields = split(text, " \t");
  std::erase_if(fields, [](std::string_view field) { return field.empty(); });
  if (fields.size() != kFields.size())
    return invalid_input(
        "a cron expression has five fields: minute, hour, day of the month, month, day of the "
        "week; "
        "as in '30 4 * * mon'");
  CronExpression cron;
  for (const Status& taken :
       {take(kFields[0], fields[0], cron.minutes_), take(kFields[1], fields[1], cron.hours_),
        take(kFields[2], fields[2], cron.days_), take(kFields[3], fields[3], cron.months_),
        take(kFields[4], fields[4], cron.weekdays_)}) {
    if (!taken) return taken.error();
  }
  if (cron.weekdays_.test(7)) cron.weekdays_.set(0);
  cron.any_day_ = fields[2].starts_with('*');
  cron.any_weekday_ = fields[4].starts_with('*');
  if (!cron.ever_comes())
    return invalid_input("'" + std::string(text) + "' never comes: no such month has such a day");
  return cron;
}

bool CronExpression::ever_comes() const {
  if (!any_weekday_) return true;
  for (std::size_t month = 1; month < kLongest.size(); ++month) {
    if (!months_.test(month)) continue;
    for (std::size_t day = 1; day <= kLongest[month]; ++day) {
      if (days_.test(day)) return true;
    }
  }
  return false;
}

bool CronExpression::comes_on(std::int64_t day) const {
  const std::chrono::sys_days point{std::chrono::days{day}};
  const std::chrono::year_month_day date{point};
  if (!months_.test(static_cast<unsigned>(date.month()))) return false;
  const bool day_fits = days_.test(static_cast<unsigned>(date.day()));
  const bool weekday_fits = weekdays_.test(std::chrono::weekday{point}.c_encoding());
  return any_day_ || any_weekday_ ? day_fits && weekday_fits : day_fits || weekday_fits;
}

UtcTime CronExpression::next(UtcTime time) const {
  const auto floor_of = [](std::int64_t value, std::int64_t unit) {
    return (value >= 0 ? value : value - unit + 1) / unit;
  };
  const std::int64_t from = floor_of(time.milliseconds, kMinuteMs) + 1;
  constexpr std::int64_t kMinutesADay = kDayMs / kMinuteMs;
  const std::int64_t first_day = floor_of(from, kMinutesADay);
  for (std::int64_t day = first_day; day < first_day + kMostDaysAhead; ++day) {
    if (!comes_on(day)) continue;
    for (std::int64_t minute = std::max(from, day * kMinutesADay);
         minute < (day + 1) * kMinutesADay; ++minute) {
      const auto of_day = static_cast<std::size_t>(minute - day * kMinutesADay);
      if (hours_.test(of_day / 60) && minutes_.test(of_day % 60))
        return UtcTime{minute * kMinuteMs};
    }
  }
  return UtcTime{(first_day + kMostDaysAhead) * kDayMs};  // parse() lets no such one through
}

}  // namespace consentry
