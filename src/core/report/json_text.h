// SPDX-License-Identifier: Apache-2.0
// Writes JSON (RFC 8259) so that the same calls give the same bytes on any machine: members in the
// order of the calls, two spaces of indentation, shortest round-trip numbers, no locale.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

// A JSON text under construction. The caller balances begin and end. Not thread-safe.
class JsonText {
 public:
  // line: keeps the value and all within it on one line.
  enum class Layout { block, line };

  void begin_object(Layout layout = Layout::block) { open('{', layout); }
  void end_object() { close('}'); }
  void begin_array(Layout layout = Layout::block) { open('[', layout); }
  void end_array() { close(']'); }
  // The name of the next value; only inside an object. Written as text() writes: it may come from a
  // page.
  JsonText& name(std::string_view member);

  // Ill-formed UTF-8 becomes U+FFFD; controls and bidirectional controls are written as \uXXXX.
  void text(std::string_view value);
  void number(std::int64_t value);
  void number(double value);  // null when not finite
  void null();

  void member(std::string_view member, std::string_view value) { name(member).text(value); }
  // Templates, because a string literal would rather become a bool than a string_view.
  template <std::same_as<bool> Bool>
  void member(std::string_view member, Bool value) {
    name(member).word(value ? "true" : "false");
  }
  template <std::integral Integer>
    requires(!std::same_as<Integer, bool>)
  void member(std::string_view member, Integer value) {
    name(member).number(static_cast<std::int64_t>(value));
  }
  void member(std::string_view member, double value) { name(member).number(value); }
  void member(std::string_view member, const std::vector<std::string>& values);

  // The finished text with its final newline.
  [[nodiscard]] std::string take() &&;

 private:
  struct Level {
    bool line = false;
    bool empty = true;
  };
  void open(char bracket, Layout layout);
  void close(char bracket);
  void before_value();
  void new_line();
  void word(std::string_view text);
  void quoted(std::string_view any);

  std::string text_;
  std::vector<Level> levels_;
  bool named_ = false;
};

}  // namespace consentry
