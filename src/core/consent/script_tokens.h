// SPDX-License-Identifier: Apache-2.0
// JavaScript's tokens (ECMA-262, section 12), without comments. Views into the text, which must
// outlive them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace consentry {

enum class TokenKind : std::uint8_t {
  name,     // identifiers and keywords
  number,   // as written
  text,     // `value` is what it stands for
  filled,   // a template with ${}
  pattern,  // a regular expression; `value` is between the slashes
  mark,     // one of {}[]().,;:?=+-!… ; "=>" and "..." are one mark, other signs stand alone
};

struct Token {
  TokenKind kind = TokenKind::mark;
  std::string_view source;
  std::string value;

  [[nodiscard]] bool is(std::string_view mark) const {
    return kind == TokenKind::mark && source == mark;
  }
  [[nodiscard]] bool is_name(std::string_view name) const {
    return kind == TokenKind::name && source == name;
  }
};

// invalid_input: a text, template or comment without an end, and in which line it begins.
Result<std::vector<Token>> script_tokens(std::string_view text);

}  // namespace consentry
