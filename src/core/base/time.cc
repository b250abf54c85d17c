// SPDX-License-Identifier: Apache-2.0
#include "core/base/time.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>

namespace consentry {
namespace {

constexpr std::int64_t kMillisPerDay = 86'400'000;

std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t length) {
  int value = 0;
  const std::string_view part = text.substr(at, length);
  const auto [end, error] = std::from_chars(part.begin(), part.end(), value);
  if (part.size() != length || error != std::errc{} || end != part.end()) return std::nullopt;
  return value;
}

bool has_separators(std::string_view text) {
  return text.size() >= 20 && text[4] == '-' && text[7] == '-' && text[10] == 'T' &&
         text[13] == ':' && text[16] == ':' && text.back() == 'Z';
}

}  // namespace

std::string to_rfc3339(UtcTime time) {
  using std::chrono::floor;
  const std::chrono::sys_time<std::chrono::milliseconds> point{
      std::chrono::milliseconds{time.milliseconds}};
  const auto day = floor<std::chrono::days>(point);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{point - day};
  std::array<char, 40> text{};
  const int length = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02ld:%02ld:%02ld.%03ldZ",
      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day()), static_cast<long>(clock.hours().count()),
      static_cast<long>(clock.minutes().count()), static_cast<long>(clock.seconds().count()),
      static_cast<long>(clock.subseconds().count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

Result<UtcTime> parse_rfc3339(std::string_view text) {
  const Error bad = invalid_input("not a UTC time like 2026-11-22T13:05:09Z: " + std::string(text));
  if (!has_separators(text)) return bad;
  const auto year = number_at(text, 0, 4);
  const auto month = number_at(text, 5, 2);
  const auto day = number_at(text, 8, 2);
  const auto hour = number_at(text, 11, 2);
  const auto minute = number_at(text, 14, 2);
  const auto second = number_at(text, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second) return bad;
  int millis = 0;
  if (text.size() == 24 && text[19] == '.') {
    const auto decimals = number_at(text, 20, 3);
    if (!decimals) return bad;
    millis = *decimals;
  } else if (text.size() != 20) {
    return bad;
  }
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok() || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59 || *second < 0 ||
      *second > 59 || millis < 0) {
    return bad;
  }
  const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
  const std::int64_t seconds = (*hour * 60LL + *minute) * 60LL + *second;
  return UtcTime{days * kMillisPerDay + seconds * 1000 + millis};
}

}  // namespace consentry
