// SPDX-License-Identifier: Apache-2.0
#include "core/consent/script_tokens.h"

#include <algorithm>
#include <array>

namespace consentry {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Every byte of a character beyond ASCII may be part of a name.
bool is_name_part(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '$' ||
         c == '\\' || static_cast<unsigned char>(c) >= 0x80;
}

void append_utf8(std::string& to, std::uint32_t point) {
  const auto put = [&](std::uint32_t byte) { to += static_cast<char>(byte); };
  if (point < 0x80) return put(point);
  if (point < 0x800) return put(0xC0U | (point >> 6U)), put(0x80U | (point & 0x3FU));
  if (point < 0x10000) {
    return put(0xE0U | (point >> 12U)), put(0x80U | ((point >> 6U) & 0x3FU)),
           put(0x80U | (point & 0x3FU));
  }
  put(0xF0U | (point >> 18U));
  put(0x80U | ((point >> 12U) & 0x3FU));
  put(0x80U | ((point >> 6U) & 0x3FU));
  put(0x80U | (point & 0x3FU));
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Result<std::vector<Token>> run() {
    while (skip_space() && at_ < text_.size()) {
      tokens_.push_back(next());
      if (!wrong_.empty()) break;
    }
    if (!wrong_.empty()) return invalid_input(wrong_);
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool starts(std::string_view with) const {
    return text_.substr(at_).starts_with(with);
  }
  bool complain(std::string_view what, std::size_t from) {
    const auto line = 1 + std::count(text_.begin(), text_.begin() + static_cast<long>(from), '\n');
    wrong_ = "line " + std::to_string(line) + ": " + std::string(what) + " has no end";
    return false;
  }

  bool skip_space() {
    for (; at_ < text_.size(); ++at_) {
      if (starts("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
        if (at_ == text_.size()) return true;
      } else if (starts("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) return complain("a comment", at_);
        at_ = end + 1;
      } else if (starts("\xEF\xBB\xBF")) {
        at_ += 2;
      } else if (static_cast<unsigned char>(peek()) > ' ') {
        break;
      }
    }
    return true;
  }

  // Where a value may stand a slash begins a regular expression, else it divides.
  [[nodiscard]] bool may_be_pattern() const {
    if (tokens_.empty()) return true;
    const Token& last = tokens_.back();
    if (last.kind == TokenKind::name) return last.source == "return" || last.source == "typeof";
    return last.kind == TokenKind::mark && !last.is(")") && !last.is("]") && !last.is("}");
  }

  Token next() {
    const std::size_t from = at_;
    Token token;
    read_token(peek(), token);
    token.source = text_.substr(from, at_ - from);
    return token;
  }

  void read_token(char first, Token& token) {
    if (first == '"' || first == '\'') return read_text(first, token);
    if (first == '`') return read_template(token);
    if (first == '/' && may_be_pattern()) return read_pattern(token);
    const bool number = is_digit(first) || (first == '.' && is_digit(peek(1)));
    if (number || is_name_part(first)) {
      token.kind = number ? TokenKind::number : TokenKind::name;
      skip_word(number);
    } else {
      at_ += starts("...") ? 3U : starts("=>") || starts("==") ? 2U : 1U;
    }
  }

  void skip_word(bool with_dots) {
    while (is_name_part(peek()) || (with_dots && peek() == '.')) ++at_;
  }

  void read_text(char quote, Token& token) {
    token.kind = TokenKind::text;
    const std::size_t from = at_++;
    while (at_ < text_.size() && peek() != quote && peek() != '\n') take_character(token.value);
    if (peek() != quote) complain("a text", from);
    ++at_;
  }

  void read_template(Token& token) {
    token.kind = TokenKind::text;
    const std::size_t from = at_++;
    for (int open = 0; at_ < text_.size();) {
      if (peek() == '`' && open == 0) break;
      if (starts("${")) token.kind = TokenKind::filled;
      open += starts("${") ? 1 : 0;
      open -= peek() == '}' && open > 0 ? 1 : 0;
      take_character(token.value);
    }
    if (peek() != '`') complain("a template", from);
    ++at_;
  }

  void read_pattern(Token& token) {
    token.kind = TokenKind::pattern;
    const std::size_t from = at_++;
    for (bool in_class = false; at_ < text_.size() && peek() != '\n'; ++at_) {
      if (peek() == '/' && !in_class) break;
      if (peek() == '[') in_class = true;
      if (peek() == ']') in_class = false;
      if (peek() == '\\') token.value += text_[at_++];
      token.value += peek();
    }
    if (peek() != '/') complain("a regular expression", from);
    ++at_;
    while (is_name_part(peek())) ++at_;  // flags
  }

  void take_character(std::string& to) {
    const char c = text_[at_++];
    if (c != '\\' || at_ == text_.size()) {
      to += c;
      return;
    }
    take_escape(to);
  }

  void take_escape(std::string& to) {
    const char c = text_[at_++];
    constexpr std::array<std::pair<char, char>, 6> kLetters{
        {{'n', '\n'}, {'t', '\t'}, {'r', '\r'}, {'b', '\b'}, {'f', '\f'}, {'v', '\v'}}};
    const auto* const letter =
        std::find_if(kLetters.begin(), kLetters.end(), [&](auto each) { return each.first == c; });
    if (letter != kLetters.end()) {
      to += letter->second;
    } else if (c == 'x') {
      append_utf8(to, hex(2));
    } else if (c == 'u') {
      append_utf8(to, code_point());
    } else if (c == '\r' && peek() == '\n') {
      ++at_;  // a line that goes on
    } else if (c != '\n') {
      to += c;
    }
  }

  std::uint32_t hex(std::size_t digits) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < digits && hex_digit(peek()) >= 0; ++i, ++at_)
      value = value * 16 + static_cast<std::uint32_t>(hex_digit(peek()));
    return value;
  }

  std::uint32_t code_point() {
    constexpr std::uint32_t kReplacement = 0xFFFD;
    constexpr std::size_t kMostDigits = 6;
    if (peek() == '{') {
      ++at_;
      const std::uint32_t value = hex(kMostDigits);
      at_ += peek() == '}' ? 1U : 0U;
      return value > 0x10FFFF || (value >= 0xD800 && value < 0xE000) ? kReplacement : value;
    }
    const std::uint32_t first = hex(4);
    if (first < 0xD800 || first >= 0xE000) return first;
    if (first >= 0xDC00 || !starts("\\u")) return kReplacement;
    at_ += 2;
    const std::uint32_t second = hex(4);
    if (second < 0xDC00 || second >= 0xE000) return kReplacement;
    return 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
  std::string wrong_;
};

}  // namespace

Result<std::vector<Token>> script_tokens(std::string_view text) { return Scanner(text).run(); }

}  // namespace consentry
