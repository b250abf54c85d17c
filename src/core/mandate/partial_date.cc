// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/partial_date.h"

#include <string>

namespace consentry {
namespace {

constexpr std::chrono::year kFirstYear{1900};
constexpr std::chrono::year kLastYear{2199};
constexpr std::size_t kYearBytes = 4;
constexpr std::size_t kMonthBytes = 7;

std::optional<Date> date_of(const std::string& text) {
  const auto date = parse_date(text);
  if (!date || date->year() < kFirstYear || date->year() > kLastYear) return std::nullopt;
  return *date;
}

}  // namespace

std::optional<DateSpan> parse_partial_date(std::string_view text) {
  std::string first(text);
  if (text.size() == kYearBytes) first += "-01-01";
  if (text.size() == kMonthBytes) first += "-01";
  const auto date = date_of(first);
  if (!date) return std::nullopt;
  if (text.size() == kYearBytes) return DateSpan{*date, date->year() / std::chrono::December / 31};
  if (text.size() == kMonthBytes)
    return DateSpan{*date, Date(date->year() / date->month() / std::chrono::last)};
  return DateSpan{*date, *date};
}

}  // namespace consentry
