// SPDX-License-Identifier: Apache-2.0
#include "core/report/json_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <utility>

#include "core/report/display_text.h"

namespace consentry {
namespace {

bool is_plain(std::string_view text) {
  for (const char c : text) {
    if (c < ' ' || c > '~' || c == '"' || c == '\\') return false;
  }
  return true;
}

void append_escape(std::string& out, unsigned code) {
  char escaped[8];
  std::snprintf(escaped, sizeof escaped, "\\u%04x", code);
  out += escaped;
}

// U+2028, U+2029 and the bidirectional controls, which all are E2 80 xx or E2 81 xx in UTF-8: valid
// JSON, but they would let page text rearrange the file in an editor. 0 when not one of them.
unsigned unsafe_to_show(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size() || text[at] != '\xE2') return 0;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  if (second != 0x80 && second != 0x81) return 0;
  const unsigned code = 0x2000U + ((second & 1U) << 6U) + (third & 0x3FU);
  const bool unsafe = (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  return unsafe ? code : 0;
}

void append_escaped(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == '\x7F') {
      append_escape(out, static_cast<unsigned char>(c));
    } else if (const unsigned code = unsafe_to_show(text, at); code != 0) {
      append_escape(out, code);
      at += 2;
    } else {
      out += c;
    }
  }
}

}  // namespace

void JsonText::before_value() {
  if (named_ || levels_.empty()) {
    named_ = false;
    return;
  }
  if (!levels_.back().empty) text_ += levels_.back().line ? ", " : ",";
  levels_.back().empty = false;
  if (!levels_.back().line) new_line();
}

void JsonText::new_line() {
  text_ += '\n';
  text_.append(levels_.size() * 2, ' ');
}

void JsonText::open(char bracket, Layout layout) {
  before_value();
  const bool line = layout == Layout::line || (!levels_.empty() && levels_.back().line);
  text_ += bracket;
  levels_.push_back({line, true});
}

void JsonText::close(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.empty && !level.line) new_line();
  text_ += bracket;
}

void JsonText::quoted(std::string_view any) {
  text_ += '"';
  if (is_plain(any)) {
    text_ += any;
  } else {
    append_escaped(text_, valid_utf8(any));
  }
  text_ += '"';
}

JsonText& JsonText::name(std::string_view member) {
  before_value();
  quoted(member);
  text_ += ": ";
  named_ = true;
  return *this;
}

void JsonText::text(std::string_view value) {
  before_value();
  quoted(value);
}

void JsonText::number(std::int64_t value) { word(std::to_string(value)); }

void JsonText::number(double value) {
  if (!std::isfinite(value)) return null();
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), value).ptr;
  word({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

void JsonText::null() { word("null"); }

void JsonText::word(std::string_view text) {
  before_value();
  text_ += text;
}

void JsonText::member(std::string_view member, const std::vector<std::string>& values) {
  name(member).begin_array(Layout::line);
  for (const std::string& value : values) text(value);
  end_array();
}

std::string JsonText::take() && {
  text_ += '\n';
  return std::move(text_);
}

}  // namespace consentry
