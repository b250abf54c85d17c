// SPDX-License-Identifier: Apache-2.0
// Writes XML 1.0 in which only this program's words are markup. What a page said may hold anything:
// it becomes well-formed text (visible(), display_text.h), and characters that XML forbids
// altogether (section 2.2, Char) are written out or become U+FFFD.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace consentry {

// any as XML character data, fit for element content and for double-quoted attribute values. A line
// feed stays one when lines is set, else it becomes a space.
std::string xml_escaped(std::string_view any, bool lines = false);

// A document under construction. The caller balances begin and end. Not thread-safe.
class XmlText {
 public:
  XmlText();

  // <name>, then attribute() until the first content.
  XmlText& begin(std::string_view name);
  XmlText& attribute(std::string_view name, std::string_view any);
  XmlText& attribute(std::string_view name, std::size_t value);
  // Character data with its line feeds; only inside an element that holds no elements.
  XmlText& text(std::string_view any);
  void end();

  // The finished document, valid UTF-8, with a final newline.
  [[nodiscard]] std::string take() &&;

 private:
  struct Level {
    std::string name;
    bool has_elements = false;
  };
  void close_tag();
  void new_line();

  std::string xml_;
  std::vector<Level> levels_;
  bool tag_open_ = false;
};

}  // namespace consentry
