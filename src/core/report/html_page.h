// SPDX-License-Identifier: Apache-2.0
// Writes an HTML page (WHATWG HTML) in which only literals of this program are markup. Everything
// else goes through text() or a link, which escape it: what a scanned page said can never become an
// element, an attribute or an address that runs script.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/judge/finding.h"
#include "core/report/html_style.h"
#include "core/report/report_language.h"

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

class HtmlPage;

// What stands at a placeholder of a text: writes itself into the page. Refers to what it was made
// of, so it lives no longer than the expression.
using Part = std::function<void(HtmlPage&)>;
Part words(std::string_view any);     // text()
Part quoted(std::string_view any);    // quote()
Part number_of(std::int64_t value);   // number()
Part verdict_badge(Verdict verdict);  // badge()

// A page under construction. Not thread-safe. The language must outlive it.
class HtmlPage {
 public:
  // <!DOCTYPE> to <body>, with the style and a policy that forbids script and any other source.
  // style: of the reports unless another is given, without '<'.
  HtmlPage(std::string_view title, const ReportLanguage& language,
           std::string_view style = style_text());

  [[nodiscard]] const ReportLanguage& language() const { return language_; }

  HtmlPage& raw(Markup markup);
  // A text of the report itself, in the page's language; {0}, {1} … are replaced by the parts.
  HtmlPage& say(std::string_view english, std::initializer_list<Part> parts = {});
  // The text for so many, with {0} replaced by the number.
  HtmlPage& say_count(std::int64_t count, std::string_view one, std::string_view many);
  // What judging and its rules wrote in English, marked as English for who hears the page.
  HtmlPage& english(std::string_view any);
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
  // The same for words in English.
  HtmlPage& english_link(std::string_view url, std::string_view words);
  // A link to a file beside or below the page ("refuse/1-loaded.jpg"); only the words when the path
  // is absolute or climbs.
  HtmlPage& file_link(std::string_view path, std::string_view words);

  // A rule's title, marked as English where the language has none.
  HtmlPage& title_of(const Rule& rule);
  // An entry of a list of links within the page; target like "#findings".
  HtmlPage& jump(Markup target, std::string_view english);
  // Heads of a table's columns.
  HtmlPage& columns(std::initializer_list<std::string_view> english);
  HtmlPage& number_columns(std::initializer_list<std::string_view> english);

  // Symbol and word of a verdict, coloured.
  HtmlPage& badge(Verdict verdict);

  // Closes the page and gives its bytes, with a final newline.
  [[nodiscard]] std::string take() &&;

 private:
  const ReportLanguage& language_;
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
