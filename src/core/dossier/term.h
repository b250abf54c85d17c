// SPDX-License-Identifier: Apache-2.0
// Dates and terms as the law of the Union counts them (Regulation (EEC, Euratom) No 1182/71, Article 3).
// Dates are days of the calendar, without a zone: which day it is where the authority sits is the
// caller's to know.
#pragma once

#include <chrono>
#include <set>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

using Date = std::chrono::year_month_day;

// "2018-05-28"; invalid_input for any other form and for days that do not exist.
Result<Date> parse_date(std::string_view text);
std::string to_text(Date date);

enum class TermUnit { days, weeks, months, years };

struct Term {
  int length = 0;
  TermUnit unit = TermUnit::days;
};

// The last day of a term that an event on `from` starts: that day itself is not counted (paragraph 1);
// months and years end on the day of the same number, or, where the month has none, on its last
// (paragraph 2, point (c)).
Date end_of(Date from, Term term);

// The day itself, or the next that is no Saturday, Sunday or holiday (paragraph 4). Holidays are those
// of the state or institution concerned.
Date next_working_day(Date date, const std::set<Date>& holidays);

// Whole days from one date to another; negative when it lies before.
int days_between(Date from, Date to);

}  // namespace consentry
