// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/term.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <optional>

namespace consentry {
namespace {

using std::chrono::sys_days;

template <typename Number>
std::optional<Number> number_in(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The day of the same number, or the month's last.
Date clamped(Date date) {
  return date.ok() ? date : Date(date.year() / date.month() / std::chrono::last);
}

}  // namespace

Result<Date> parse_date(std::string_view text) {
  const Error bad = invalid_input("not a date like 2018-05-28: " + std::string(text));
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return bad;
  const auto year = number_in<unsigned>(text.substr(0, 4));
  const auto month = number_in<unsigned>(text.substr(5, 2));
  const auto day = number_in<unsigned>(text.substr(8, 2));
  if (!year || !month || !day) return bad;
  const Date date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                  std::chrono::day(*day)};
  if (!date.ok()) return bad;
  return date;
}

std::string to_text(Date date) {
  std::array<char, 40> text{};
  const int length =
      std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return {text.data(), static_cast<std::size_t>(length)};
}

Date end_of(Date from, Term term) {
  switch (term.unit) {
    case TermUnit::days:
      return sys_days(from) + std::chrono::days(term.length);
    case TermUnit::weeks:
      return sys_days(from) + std::chrono::weeks(term.length);
    case TermUnit::months:
      return clamped(from + std::chrono::months(term.length));
    case TermUnit::years:
      return clamped(from + std::chrono::years(term.length));
  }
  return from;
}

Date next_working_day(Date date, const std::set<Date>& holidays) {
  for (;;) {
    const std::chrono::weekday day{sys_days(date)};
    const bool weekend = day == std::chrono::Saturday || day == std::chrono::Sunday;
    if (!weekend && !holidays.contains(date)) return date;
    date = sys_days(date) + std::chrono::days(1);
  }
}

int days_between(Date from, Date to) {
  return static_cast<int>((sys_days(to) - sys_days(from)).count());
}

}  // namespace consentry
