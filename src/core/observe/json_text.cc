// SPDX-License-Identifier: Apache-2.0
#include "core/observe/json_text.h"

#include <boost/json.hpp>

namespace consentry {
namespace {

namespace json = boost::json;

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// The code unit of a "\uXXXX" at the front of text; nothing when there is none.
std::optional<unsigned> escaped_unit(std::string_view text) {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return std::nullopt;
  unsigned unit = 0;
  for (const char c : text.substr(2, 4)) {
    const unsigned digit = c >= '0' && c <= '9'   ? static_cast<unsigned>(c - '0')
                           : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a') + 10
                           : c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A') + 10
                                                  : 16;
    if (digit == 16) return std::nullopt;
    unit = unit * 16 + digit;
  }
  return unit;
}

bool leads(unsigned unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool trails(unsigned unit) { return unit >= 0xDC00 && unit < 0xE000; }

// How many bytes at the front are one well-formed UTF-8 character (Unicode 15, table 3-7); 0: none.
std::size_t character_length(std::string_view text) {
  const auto byte = [text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool second =
        follows(1) && !(first == 0xE0 && byte(1) < 0xA0) && !(first == 0xED && byte(1) > 0x9F);
    return second && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool second =
        follows(1) && !(first == 0xF0 && byte(1) < 0x90) && !(first == 0xF4 && byte(1) > 0x8F);
    return second && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

// Copies one escape sequence to `out`, mended; returns how much of `text` it took.
std::size_t copy_escape(std::string_view text, std::string& out) {
  const std::optional<unsigned> unit = escaped_unit(text);
  if (!unit || (!leads(*unit) && !trails(*unit))) {
    const std::size_t length = unit ? 6 : std::min<std::size_t>(2, text.size());
    out += text.substr(0, length);
    return length;
  }
  const std::optional<unsigned> next = escaped_unit(text.substr(6));
  if (leads(*unit) && next && trails(*next)) {
    out += text.substr(0, 12);
    return 12;
  }
  out += kReplacement;
  return 6;
}

std::optional<json::object> parse_strict(std::string_view text, std::size_t max_depth,
                                         const json::storage_ptr& memory) {
  json::parse_options options;
  options.max_depth = max_depth;
  json::error_code error;
  json::value value = json::parse({text.data(), text.size()}, error, memory, options);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

}  // namespace

std::string mended_json(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    if (text[0] == '\\') {
      text.remove_prefix(copy_escape(text, out));
      continue;
    }
    const std::size_t length = character_length(text);
    out += length == 0 ? kReplacement : text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

std::optional<json::object> parse_json_object(std::string_view text, std::size_t max_depth,
                                              const json::storage_ptr& memory) {
  try {
    if (auto object = parse_strict(text, max_depth, memory)) return object;
    const std::string mended = mended_json(text);
    return mended == text ? std::nullopt : parse_strict(mended, max_depth, memory);
  } catch (const std::exception&) {  // out of memory, or a container's length limit
    return std::nullopt;
  }
}

}  // namespace consentry
