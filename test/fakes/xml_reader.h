// SPDX-License-Identifier: Apache-2.0
// A strict reader of the XML that we write, for tests: elements, double-quoted attributes, the five
// named entities, character data. Anything else (comments, CDATA, processing instructions) and
// everything that XML 1.0 calls not well-formed throws std::runtime_error.
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/report/display_text.h"

namespace consentry {

struct XmlElement {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;
  std::vector<XmlElement> children;

  [[nodiscard]] std::vector<const XmlElement*> all(std::string_view wanted) const {
    std::vector<const XmlElement*> found;
    for (const XmlElement& child : children) {
      if (child.name == wanted) found.push_back(&child);
      for (const XmlElement* deeper : child.all(wanted)) found.push_back(deeper);
    }
    return found;
  }
};

class XmlReader {
 public:
  static XmlElement read(std::string_view xml) {
    constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    if (!xml.starts_with(kDeclaration)) fail("declaration");
    if (valid_utf8(xml) != xml) fail("UTF-8");
    check_characters(xml);
    XmlReader reader(xml.substr(kDeclaration.size()));
    reader.skip_space();
    XmlElement root = reader.element();
    reader.skip_space();
    if (!reader.rest_.empty()) fail("text after the root");
    return root;
  }

 private:
  explicit XmlReader(std::string_view rest) : rest_(rest) {}

  [[noreturn]] static void fail(const std::string& what) {
    throw std::runtime_error("not well-formed: " + what);
  }

  // XML 1.0, production 2 (Char).
  static void check_characters(std::string_view xml) {
    for (std::size_t i = 0; i < xml.size(); ++i) {
      const auto byte = static_cast<unsigned char>(xml[i]);
      if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') fail("control character");
      const std::string_view three = xml.substr(i, 3);
      if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") fail("U+FFFE or U+FFFF");
    }
  }

  void skip_space() {
    while (!rest_.empty() &&
           std::string_view(" \t\n\r").find(rest_.front()) != std::string_view::npos)
      take(1);
  }

  std::string_view take(std::size_t count) {
    if (count > rest_.size()) fail("end");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  bool accept(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    take(token.size());
    return true;
  }
  void expect(std::string_view token) {
    if (!accept(token)) fail("expected " + std::string(token));
  }

  std::string name() {
    std::size_t length = 0;
    while (length < rest_.size() && is_name_char(rest_[length])) ++length;
    if (length == 0) fail("name");
    return std::string(take(length));
  }
  static bool is_name_char(char c) {
    return (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == ':';
  }

  // Character data up to `end`, its entities resolved.
  std::string data(char end) {
    std::string text;
    while (true) {
      if (rest_.empty()) fail("end in text");
      if (rest_.front() == end) return text;
      if (rest_.front() == '<') fail("'<' in text");
      if (rest_.starts_with("]]>")) fail("']]>' in text");
      text += rest_.front() == '&' ? entity() : take(1)[0];
    }
  }
  char entity() {
    static const std::map<std::string_view, char> kEntities{
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    for (const auto& [name, meant] : kEntities) {
      if (accept(name)) return meant;
    }
    fail("entity");
  }

  XmlElement element() {
    XmlElement made;
    expect("<");
    made.name = name();
    while (accept(" ")) {
      const std::string key = name();
      expect("=\"");
      if (!made.attributes.emplace(key, data('"')).second) fail("attribute twice");
      expect("\"");
    }
    if (accept("/>")) return made;
    expect(">");
    while (true) {
      made.text += data('<');
      if (accept("</")) break;
      made.children.push_back(element());
    }
    if (name() != made.name) fail("end tag of another element");
    expect(">");
    return made;
  }

  std::string_view rest_;
};

}  // namespace consentry
