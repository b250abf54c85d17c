// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/field_text.h"

#include <cstdint>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "core/mandate/submission.h"
#include "core/report/display_text.h"

namespace consentry {
namespace {

constexpr std::string_view kBlank = " \t\r\n";
constexpr UChar32 kZeroWidthNonJoiner = 0x200C;  // part of Persian names
constexpr UChar32 kZeroWidthJoiner = 0x200D;

bool is_seen(UChar32 c) {
  switch (u_charType(c)) {
    case U_CONTROL_CHAR:
    case U_SURROGATE:
    case U_UNASSIGNED:
    case U_PRIVATE_USE_CHAR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
      return false;
    case U_FORMAT_CHAR:
      return c == kZeroWidthNonJoiner || c == kZeroWidthJoiner;
    default:
      return true;
  }
}

bool all_seen(std::string_view text, bool lines) {
  if (valid_utf8(text) != text) return false;
  const auto characters = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  for (std::int32_t i = 0; i < characters.length(); i = characters.moveIndex32(i, 1)) {
    const UChar32 c = characters.char32At(i);
    if (!is_seen(c) && !(lines && c == '\n')) return false;
  }
  return true;
}

bool is_local_letter(char c) {
  constexpr std::string_view kFurther = "!#$%&'*+/=?^_`{|}~-.";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c < 0 ||
         kFurther.find(c) != std::string_view::npos;
}

bool is_label(std::string_view label) {
  constexpr std::size_t kMaxLabel = 63;
  if (label.empty() || label.size() > kMaxLabel || label.front() == '-' || label.back() == '-')
    return false;
  for (const char c : label) {
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
          c < 0))
      return false;
  }
  return true;
}

bool is_domain(std::string_view domain) {
  if (domain.find('.') == std::string_view::npos) return false;
  while (true) {
    const std::size_t dot = domain.find('.');
    if (!is_label(domain.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kBlank) - first + 1));
}

std::string with_line_feeds(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    result += text[i];
  }
  return result;
}

bool is_line(std::string_view text) { return all_seen(text, false); }
bool is_prose(std::string_view text) { return all_seen(text, true); }

bool is_email(std::string_view text) {
  constexpr std::size_t kMaxLocal = 64;
  const std::size_t at = text.find('@');
  if (text.size() > kMaxEmailBytes || at == std::string_view::npos || !is_line(text)) return false;
  const std::string_view local = text.substr(0, at);
  if (local.empty() || local.size() > kMaxLocal || local.front() == '.' || local.back() == '.' ||
      local.find("..") != std::string_view::npos)
    return false;
  for (const char c : local) {
    if (!is_local_letter(c)) return false;
  }
  return is_domain(text.substr(at + 1));
}

}  // namespace consentry
