// SPDX-License-Identifier: Apache-2.0
#include "core/observe/cookie_date.h"

#include <array>
#include <chrono>
#include <cstdint>

namespace consentry {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// delimiter = %x09 / %x20-2F / %x3B-40 / %x5B-60 / %x7B-7E
bool is_delimiter(char c) {
  return c == '\t' || (c >= ' ' && c <= '/') || (c >= ';' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

// Takes between `least` and `most` digits off the front; nothing when there are fewer, or more.
std::optional<unsigned> take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t length = 0;
  unsigned value = 0;
  while (length < text.size() && is_digit(text[length])) {
    if (length == most) return std::nullopt;
    value = value * 10 + static_cast<unsigned>(text[length] - '0');
    ++length;
  }
  if (length < least) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

struct TimeOfDay {
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
};

// hms-time = time-field ":" time-field ":" time-field, then anything that is no digit
std::optional<TimeOfDay> parse_time(std::string_view token) {
  const auto hour = take_digits(token, 1, 2);
  if (!hour || !token.starts_with(':')) return std::nullopt;
  token.remove_prefix(1);
  const auto minute = take_digits(token, 1, 2);
  if (!minute || !token.starts_with(':')) return std::nullopt;
  token.remove_prefix(1);
  const auto second = take_digits(token, 1, 2);
  if (!second) return std::nullopt;
  return TimeOfDay{*hour, *minute, *second};
}

std::optional<unsigned> parse_month(std::string_view token) {
  if (token.size() < 3) return std::nullopt;
  std::array<char, 3> lower{};
  for (std::size_t i = 0; i < 3; ++i) {
    lower[i] = token[i] >= 'A' && token[i] <= 'Z' ? static_cast<char>(token[i] + 32) : token[i];
  }
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i] == std::string_view(lower.data(), 3)) return i + 1;
  }
  return std::nullopt;
}

struct Parts {
  std::optional<TimeOfDay> time;
  std::optional<unsigned> day;
  std::optional<unsigned> month;
  std::optional<unsigned> year;

  // A token is tried in this order, and fills the first part that it fits and that is still open.
  void add(std::string_view token) {
    std::string_view rest = token;
    if (fill(time, [&] { return parse_time(token); })) return;
    if (fill(day, [&] { return take_digits(rest, 1, 2); })) return;
    if (fill(month, [&] { return parse_month(token); })) return;
    rest = token;
    fill(year, [&] { return take_digits(rest, 2, 4); });
  }

 private:
  // True when the part was open and is filled now.
  template <typename Part, typename Read>
  static bool fill(std::optional<Part>& part, const Read& read) {
    if (part) return false;
    part = read();
    return part.has_value();
  }
};

unsigned full_year(unsigned year) {
  if (year >= 70 && year <= 99) return year + 1900;
  return year <= 69 ? year + 2000 : year;
}

Parts split(std::string_view text) {
  Parts parts;
  while (!text.empty()) {
    std::size_t begin = 0;
    while (begin < text.size() && is_delimiter(text[begin])) ++begin;
    std::size_t end = begin;
    while (end < text.size() && !is_delimiter(text[end])) ++end;
    if (end > begin) parts.add(text.substr(begin, end - begin));
    text.remove_prefix(end);
  }
  return parts;
}

}  // namespace

std::optional<UtcTime> parse_cookie_date(std::string_view text) {
  const Parts parts = split(text);
  if (!parts.time || !parts.day || !parts.month || !parts.year) return std::nullopt;
  const unsigned year = full_year(*parts.year);
  const auto& [hour, minute, second] = *parts.time;
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)},
                                         std::chrono::month{*parts.month},
                                         std::chrono::day{*parts.day}};
  if (year < 1601 || !date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
  const std::int64_t seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
  return UtcTime{seconds * 1000};
}

}  // namespace consentry
