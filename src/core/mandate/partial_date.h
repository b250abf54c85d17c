// SPDX-License-Identifier: Apache-2.0
// Dates as people remember them: a year, a month, or a day.
#pragma once

#include <optional>
#include <string_view>

#include "core/dossier/term.h"

namespace consentry {

// The days that it may mean. Nobody who signs was there before 1900.
struct DateSpan {
  Date first;
  Date last;
};

// "2014", "2014-11" or "2014-11-03", from 1900 to 2199; nothing for anything else.
std::optional<DateSpan> parse_partial_date(std::string_view text);

}  // namespace consentry
