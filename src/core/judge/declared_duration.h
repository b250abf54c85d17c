// SPDX-License-Identifier: Apache-2.0
// How long something is kept, as declarations say it: "13 months", "1 jaar", "2 ans", "1 year 1 month
// 4 days", "Session", "persistent".
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/judge/declaration_words.h"

namespace consentry {

struct DeclaredDuration {
  bool session = false;           // until the browser is closed
  bool endless = false;           // kept without end, or until someone deletes it
  std::optional<double> seconds;  // at most; all that is named together, each unit at its longest
};

// Every language's words are tried, since tables are often in another than the page's. Nothing is
// understood of a text without a number, or a word for one, directly before a unit.
DeclaredDuration read_duration(std::string_view text, const std::vector<DeclarationWords>& words);

// Whether the text tells a duration of any kind.
bool tells_duration(const DeclaredDuration& duration);

}  // namespace consentry
