// SPDX-License-Identifier: Apache-2.0
#include "core/report/xml_text.h"

#include <utility>

#include "core/report/display_text.h"

namespace consentry {
namespace {

std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':  // also breaks up "]]>", which section 2.4 forbids in text
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&apos;";
    default:
      return {};
  }
}

// U+FFFE and U+FFFF: the only characters that visible() lets through and Char does not name.
bool is_forbidden(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && text[at] == '\xEF' && text[at + 1] == '\xBF' &&
         (text[at + 2] == '\xBE' || text[at + 2] == '\xBF');
}

void append_escaped(std::string& xml, std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (const std::string_view entity = entity_of(text[at]); !entity.empty()) {
      xml += entity;
    } else if (is_forbidden(text, at)) {
      xml += "\uFFFD";
      at += 2;
    } else {
      xml += text[at];
    }
  }
}

}  // namespace

std::string xml_escaped(std::string_view any, bool lines) {
  std::string xml;
  while (lines) {
    const std::size_t end = any.find('\n');
    if (end == std::string_view::npos) break;
    append_escaped(xml, visible(any.substr(0, end)));
    xml += '\n';
    any.remove_prefix(end + 1);
  }
  append_escaped(xml, visible(any));
  return xml;
}

XmlText::XmlText() : xml_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") {}

void XmlText::close_tag() {
  if (tag_open_) xml_ += '>';
  tag_open_ = false;
}

void XmlText::new_line() {
  xml_ += '\n';
  xml_.append(levels_.size() * 2, ' ');
}

XmlText& XmlText::begin(std::string_view name) {
  close_tag();
  if (!levels_.empty()) levels_.back().has_elements = true;
  new_line();
  xml_ += '<';
  xml_ += name;
  levels_.push_back({std::string(name), false});
  tag_open_ = true;
  return *this;
}

XmlText& XmlText::attribute(std::string_view name, std::string_view any) {
  xml_ += ' ';
  xml_ += name;
  xml_ += "=\"" + xml_escaped(any) + "\"";
  return *this;
}

XmlText& XmlText::attribute(std::string_view name, std::size_t value) {
  return attribute(name, std::to_string(value));
}

XmlText& XmlText::text(std::string_view any) {
  close_tag();
  xml_ += xml_escaped(any, true);
  return *this;
}

void XmlText::end() {
  const Level level = std::move(levels_.back());
  levels_.pop_back();
  if (tag_open_) {
    xml_ += "/>";
    tag_open_ = false;
    return;
  }
  if (level.has_elements) new_line();
  xml_ += "</" + level.name + ">";
}

std::string XmlText::take() && {
  xml_ += '\n';
  return std::move(xml_);
}

}  // namespace consentry
