// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_page.h"

#include <algorithm>
#include <utility>

#include "core/report/display_text.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

void append_escaped(std::string& html, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  }
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::string percent_encoded(std::string_view segment) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : segment) {
    if (is_unreserved(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kDigits[byte >> 4U];
    encoded += kDigits[byte & 15U];
  }
  return encoded;
}

}  // namespace

std::string file_url(std::string_view path) {
  std::string url;
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    if (segment.empty() || segment == "." || segment == "..") return {};
    url += percent_encoded(segment);
    if (slash == std::string_view::npos) return url;
    url += '/';
    path.remove_prefix(slash + 1);
  }
}

std::string way_up_from(std::string_view folder) {
  std::string way;
  if (file_url(folder).empty()) return way;
  for (auto levels = std::count(folder.begin(), folder.end(), '/') + 1; levels > 0; --levels) {
    way += "../";
  }
  return way;
}

bool is_web_address(std::string_view url) {
  if (!url.starts_with("https://") && !url.starts_with("http://")) return false;
  return std::none_of(url.begin(), url.end(),
                      [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7F'; });
}

Part words(std::string_view any) {
  return [any](HtmlPage& page) { page.text(any); };
}
Part quoted(std::string_view any) {
  return [any](HtmlPage& page) { page.quote(any); };
}
Part number_of(std::int64_t value) {
  return [value](HtmlPage& page) { page.number(value); };
}
Part verdict_badge(Verdict verdict) {
  return [verdict](HtmlPage& page) { page.badge(verdict); };
}

HtmlPage::HtmlPage(std::string_view title, const ReportLanguage& language, std::string_view style)
    : language_(language) {
  raw("<!DOCTYPE html>\n<html lang=\"").text(language.code());
  raw("\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "img-src 'self' data:; style-src '");
  html_ += style_hash(style);
  raw("'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<link rel=\"icon\" href=\"data:,\">\n<title>");
  text(title);
  raw("</title>\n<style>");
  html_ += style;
  raw("</style>\n</head>\n<body>\n");
}

HtmlPage& HtmlPage::raw(Markup markup) {
  html_ += markup.text();
  return *this;
}

HtmlPage& HtmlPage::say(std::string_view english, std::initializer_list<Part> parts) {
  std::string_view pattern = language_.text(english);
  while (true) {
    const PatternPiece piece = next_piece(pattern);
    text(piece.literal);
    if (piece.placeholder < 0) return *this;
    const auto index = static_cast<std::size_t>(piece.placeholder);
    if (index < parts.size()) parts.begin()[index](*this);
  }
}

HtmlPage& HtmlPage::say_count(std::int64_t count, std::string_view one, std::string_view many) {
  return text(language_.counted(count, one, many));
}

HtmlPage& HtmlPage::english(std::string_view any) {
  if (language_.is_english()) return quote(any);
  return raw("<bdi lang=\"en\">").text(any).raw("</bdi>");
}

HtmlPage& HtmlPage::text(std::string_view any) {
  append_escaped(html_, visible(any));
  return *this;
}

HtmlPage& HtmlPage::quote(std::string_view any) { return raw("<bdi>").text(any).raw("</bdi>"); }

HtmlPage& HtmlPage::number(std::int64_t value) {
  html_ += std::to_string(value);
  return *this;
}

HtmlPage& HtmlPage::element(Markup tag, std::string_view any) {
  const std::string_view opening = tag.text();
  html_ += '<';
  html_ += opening;
  html_ += '>';
  text(any);
  html_ += "</";
  html_ += opening.substr(0, opening.find(' '));
  html_ += '>';
  return *this;
}

HtmlPage& HtmlPage::web_link(std::string_view url, std::string_view words) {
  if (!is_web_address(url)) return quote(words);
  raw("<a rel=\"noopener noreferrer nofollow\" href=\"").text(url).raw("\">");
  return quote(words).raw("</a>");
}

HtmlPage& HtmlPage::english_link(std::string_view url, std::string_view words) {
  if (!is_web_address(url)) return english(words);
  raw("<a rel=\"noopener noreferrer nofollow\" href=\"").text(url).raw("\">");
  return english(words).raw("</a>");
}

HtmlPage& HtmlPage::file_link(std::string_view path, std::string_view words) {
  const std::string url = file_url(path);
  if (url.empty()) return quote(words);
  return raw("<a href=\"").text(url).raw("\">").quote(words).raw("</a>");
}

HtmlPage& HtmlPage::title_of(const Rule& rule) {
  const SpokenText title = language_.title_of(rule);
  return title.translated ? text(title.words) : english(title.words);
}

HtmlPage& HtmlPage::jump(Markup target, std::string_view english) {
  return raw("<li><a href=\"").raw(target).raw("\">").say(english).raw("</a></li>");
}

HtmlPage& HtmlPage::columns(std::initializer_list<std::string_view> english) {
  for (const std::string_view head : english) {
    raw("<th scope=\"col\">").say(head).raw("</th>");
  }
  return *this;
}

HtmlPage& HtmlPage::number_columns(std::initializer_list<std::string_view> english) {
  for (const std::string_view head : english) {
    raw("<th scope=\"col\" class=\"number\">").say(head).raw("</th>");
  }
  return *this;
}

HtmlPage& HtmlPage::badge(Verdict verdict) {
  raw("<span class=\"badge ").text(name_of(verdict)).raw("\"><span aria-hidden=\"true\">");
  return text(symbol_of(verdict)).raw("</span> ").say(label_of(verdict)).raw("</span>");
}

std::string HtmlPage::take() && {
  raw("</body>\n</html>\n");
  return std::move(html_);
}

}  // namespace consentry
