// SPDX-License-Identifier: Apache-2.0
// How a report looks in a terminal. Whether there is a terminal at all, and how wide it is, only
// the command knows.
#pragma once

#include <string>
#include <string_view>

#include "core/report/wording.h"

namespace consentry {

struct TerminalStyle {
  int width = 100;      // columns; 0: no limit, nothing is cut (a pipe)
  bool colour = false;  // ANSI colours (ECMA-48 SGR)
};

enum class Tone { plain, bold, faint };

// text in a tone, or as it is when colours are off. Adds no visible columns.
std::string toned(std::string_view text, Tone tone, const TerminalStyle& style);
std::string toned(std::string_view text, Verdict verdict, const TerminalStyle& style);

// Words over lines of at most `width` columns (0: one line), each after `indent`; ends with "\n".
// A word longer than a line is cut with "…".
std::string wrapped(std::string_view text, std::string_view indent, int width);

}  // namespace consentry
