// SPDX-License-Identifier: Apache-2.0
// Reads a section of a GPP string that is for the United States: national (7) or of a state (8 and
// above), by the table in us_section_layout.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/consent/string_problem.h"

namespace consentry {

// A field as the client side API names it, with its value or values: mostly 0 (does not apply), 1
// and 2, whose meaning is the field's.
struct UsField {
  std::string name;
  std::vector<int> values;
  bool is_list = false;
};

struct UsSection {
  int version = 0;
  std::vector<UsField> fields;  // in order; empty when this version's layout is unknown
  std::optional<bool> gpc;      // Global Privacy Control, when the string has that segment
  std::vector<StringProblem> problems;

  // nullptr when there is no such field.
  [[nodiscard]] const UsField* find(std::string_view field) const;
};

// True for sections that read_us_section can read in some version.
bool is_us_section(int id);

// `id`: one that is_us_section() knows. exhausted when the text is longer than kMaxConsentString;
// strict: corrupt at the first problem.
Result<UsSection> read_us_section(int id, std::string_view text, Strictness strictness);

}  // namespace consentry
