// SPDX-License-Identifier: Apache-2.0
// Writes an HTML page (WHATWG HTML) in which only literals of this program are markup. Everything
// else goes through text() or a link, which escape it: what a scanned page said can never become an
// element, an attribute or an address that runs script.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/judge/finding.h"

namespace consentry {

// Markup that stands in the source code: built at compile time only.
class Markup {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): raw("<p>") is the point of the type.
  consteval Markup(const char* literal) : text_(literal) {}
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// A page under construction. Not thread-safe.
class HtmlPage {
 public:
  // <!DOCTYPE> to <body>, with the style and a policy that forbids script and any other source.
  explicit HtmlPage(std::string_view title);

  HtmlPage& raw(Markup markup);
  // Escaped for element content and quoted attribute values; made visible() (display_text.h).
  HtmlPage& text(std::string_view any);
  // text() in an element that keeps its reading direction to itself: for what pages and people
  // wrote.
  HtmlPage& quote(std::string_view any);
  HtmlPage& number(std::int64_t value);
  // <tag>text</tag>; tag may carry attributes: cell("td class=\"number\"", …).
  HtmlPage& element(Markup tag, std::string_view any);

  // A link to a web address; only the words when it is not http or https.
  HtmlPage& web_link(std::string_view url, std::string_view words);
  // A link to a file beside or below the page ("refuse/1-loaded.jpg"); only the words when the path
  // is absolute or climbs.
  HtmlPage& file_link(std::string_view path, std::string_view words);

  // Symbol and word of a verdict, coloured.
  HtmlPage& badge(Verdict verdict);

  // Closes the page and gives its bytes, with a final newline.
  [[nodiscard]] std::string take() &&;

 private:
  std::string html_;
};

// path as a relative URL, percent-encoded (RFC 3986); empty when it is absolute, climbs or is
// empty.
std::string file_url(std::string_view path);

// "../../" for "sites/shop.example-1a2b3c4d": the way from a page in that folder back to the output
// folder. Empty when the folder is none that file_url() accepts.
std::string way_up_from(std::string_view folder);

// True for http and https addresses without control characters: what a report may link to.
bool is_web_address(std::string_view url);

}  // namespace consentry
