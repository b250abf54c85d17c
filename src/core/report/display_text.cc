// SPDX-License-Identifier: Apache-2.0
#include "core/report/display_text.h"

#include <cstdio>
#include <unicode/uchar.h>

namespace consentry {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// The bounds of a sequence's second byte and its length, by the first byte (Unicode Standard,
// table 3-7); length 0: no sequence begins so.
struct Lead {
  std::size_t length = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
};

Lead lead_of(unsigned first) {
  if (first >= 0xC2 && first <= 0xDF) return {2};
  if (first == 0xE0) return {3, 0xA0};
  if (first == 0xED) return {3, 0x80, 0x9F};
  if (first >= 0xE1 && first <= 0xEF) return {3};
  if (first == 0xF0) return {4, 0x90};
  if (first >= 0xF1 && first <= 0xF3) return {4};
  if (first == 0xF4) return {4, 0x80, 0x8F};
  return {};
}

// The code point at `at`, which moves behind it; U+FFFD for each maximal ill-formed part.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(at++);
  if (first < 0x80) return first;
  Lead lead = lead_of(first);
  if (lead.length == 0) return kReplacement;
  char32_t code = first & (0xFFU >> (lead.length + 1));
  for (std::size_t i = 1; i < lead.length; ++i) {
    if (at >= text.size() || byte(at) < lead.low || byte(at) > lead.high) return kReplacement;
    code = (code << 6U) | (byte(at++) & 0x3FU);
    lead.low = 0x80;
    lead.high = 0xBF;
  }
  return code;
}

void append_code_point(std::string& text, char32_t code) {
  const auto tail = [&text, code](unsigned shift) {
    text += static_cast<char>(0x80U | ((code >> shift) & 0x3FU));
  };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0U | (code >> 6U));
    tail(0);
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0U | (code >> 12U));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0U | (code >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

bool is_plain_ascii(std::string_view text) {
  for (const char c : text) {
    if (c < ' ' || c > '~') return false;
  }
  return true;
}

bool is_break(char32_t code) {
  return code == '\n' || code == '\r' || code == '\t' || code == 0x2028 || code == 0x2029;
}

bool must_be_named(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD || code == 0x200B ||
         (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) ||
         code == 0xFEFF || (code >= 0xFFF9 && code <= 0xFFFB) ||
         (code >= 0xE0000 && code <= 0xE007F);
}

int code_point_width(char32_t code) {
  if (code >= 0x20 && code < 0x7F) return 1;
  const auto point = static_cast<UChar32>(code);
  const auto category = u_charType(point);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR ||
      category == U_CONTROL_CHAR) {
    return 0;
  }
  // Hangul vowels and finals join the syllable before them.
  if (code >= 0x1160 && code <= 0x11FF) return 0;
  const int east_asian = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

std::string valid_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    append_code_point(text, next_code_point(bytes, at));
  }
  return text;
}

std::string visible(std::string_view bytes) {
  if (is_plain_ascii(bytes)) return std::string(bytes);
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const char32_t code = next_code_point(bytes, at);
    if (is_break(code)) {
      text += ' ';
    } else if (must_be_named(code)) {
      char name[24];
      std::snprintf(name, sizeof name, "‹U+%04X›", static_cast<unsigned>(code));
      text += name;
    } else {
      append_code_point(text, code);
    }
  }
  return text;
}

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    width += code_point_width(next_code_point(text, at));
  }
  return width;
}

std::string fit(std::string_view text, int width) {
  if (width < 1) return {};
  int used = 0;
  std::size_t cut = 0;  // the end of what leaves one column free for the ellipsis
  for (std::size_t at = 0; at < text.size();) {
    used += code_point_width(next_code_point(text, at));
    if (used > width) return std::string(text.substr(0, cut)) + "…";
    if (used <= width - 1) cut = at;
  }
  return std::string(text);
}

std::string pad_right(std::string_view text, int width) {
  std::string padded = fit(text, width);
  const int missing = width - display_width(padded);
  if (missing > 0) padded.append(static_cast<std::size_t>(missing), ' ');
  return padded;
}

std::string pad_left(std::string_view text, int width) {
  const std::string fitted = fit(text, width);
  const int missing = width - display_width(fitted);
  return (missing > 0 ? std::string(static_cast<std::size_t>(missing), ' ') : std::string()) +
         fitted;
}

}  // namespace consentry
