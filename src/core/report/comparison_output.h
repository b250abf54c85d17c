// SPDX-License-Identifier: Apache-2.0
// A comparison as comparison.json (docs/formats/comparison.md) and as text for a terminal. Pure.
#pragma once

#include <string>
#include <string_view>

#include "core/report/comparison.h"
#include "core/report/terminal_style.h"

namespace consentry {

inline constexpr std::string_view kComparisonFormat = "consentry-comparison/1";

// The whole file, valid UTF-8, with a final newline. Every site is in it, changed or not.
std::string comparison_json(const Comparison& comparison);

// The changed sites, their findings, then what came and went; the unchanged ones as a number. Every
// line ends with "\n".
std::string comparison_text(const Comparison& comparison, const TerminalStyle& style);

}  // namespace consentry
