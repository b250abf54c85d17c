// SPDX-License-Identifier: Apache-2.0
#include "core/base/time.h"

#include <charconv>
#include <chrono>
#include <optional>

namespace consentry {
namespace {

constexpr std::int64_t kMillisPerDay = 86'400'000;
constexpr int kLastYear = 9999;

// The last `digits` digits of a number, over what stands in the text.
void put(std::string& text, std::size_t at, std::size_t digits, unsigned number) {
  for (std::size_t i = digits; i > 0; --i, number /= 10)
    text[at + i - 1] = static_cast<char>('0' + number % 10);
}

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
  const auto since = static_cast<unsigned>((point - day).count());
  const int year = static_cast<int>(date.year());
  std::string text = "0000-00-00T00:00:00.000Z";
  put(text, 0, 4, static_cast<unsigned>(year));
  put(text, 5, 2, static_cast<unsigned>(date.month()));
  put(text, 8, 2, static_cast<unsigned>(date.day()));
  put(text, 11, 2, since / 3'600'000);
  put(text, 14, 2, since / 60'000 % 60);
  put(text, 17, 2, since / 1000 % 60);
  put(text, 20, 3, since % 1000);
  // RFC 3339 has four digits for a year; what lies beyond is said as it is.
  if (year < 0 || year > kLastYear) text.replace(0, 4, std::to_string(year));
  return text;
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
