// SPDX-License-Identifier: Apache-2.0
#include "io/http/mandate_page.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/consent/other_language_names.h"
#include "core/consent/writing_direction.h"
#include "io/http/html_text.h"

namespace consentry::http {
namespace {

constexpr std::string_view kStyle =
    ":root{color-scheme:light "
    "dark;--line:light-dark(#767b85,#8d939e);--soft:light-dark(#f1f4f9,#1f232b);"
    "--main:light-dark(#1f4a8c,#a9c7ff);--on:light-dark(#fff,#14161a);--bad:light-dark(#b3121d,#"
    "ff9a94)}"
    "*{box-sizing:border-box}"
    "body{font:1.0625rem/1.55 system-ui,sans-serif;max-width:46rem;margin:auto;padding:1.5rem 1rem "
    "4rem;"
    "background:light-dark(#fff,#14161a);color:light-dark(#1b1d22,#f1f2f4);overflow-wrap:break-"
    "word}"
    "h1{font-size:1.9rem;line-height:1.2;margin-block:.25rem 1rem;text-wrap:balance}"
    "h2,legend{font-size:1.25rem;font-weight:700;line-height:1.3}h2{margin-block:2rem .5rem}"
    "a{color:var(--main)}.top{margin:0;font-weight:600;color:var(--main)}"
    "fieldset{border:0;padding:0;margin:2rem 0 "
    "0;min-width:0}legend{padding:0;margin-block-end:.25rem}"
    "fieldset fieldset{margin-block-start:1rem}fieldset fieldset "
    "legend,.l{font-size:1.0625rem;font-weight:600}"
    ".f{margin-block:1rem}.two>.f{margin:0}.two{display:grid;align-items:end;gap:1rem;"
    "margin-block:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,15rem),1fr))}"
    ".l{display:block;margin-block-end:.25rem}small,.hint{font-size:.9375rem;font-weight:400}"
    ".hint{display:block;margin-block-end:.25rem}"
    "input,select,textarea,button{font:inherit;color:inherit}"
    "input:not([type=checkbox],[type=radio]),select,textarea{width:100%;min-height:2.75rem;padding:"
    ".5em .7em;"
    "border:1px solid var(--line);border-radius:.4em;background:light-dark(#fff,#1b1e24)}"
    "textarea{min-height:6rem}"
    ".t{display:flex;gap:.75rem;align-items:start;padding-block:.5rem}"
    ".t input{flex:none;width:1.5rem;height:1.5rem;margin:.05rem 0 0;accent-color:var(--main)}.t "
    "span{min-width:0}"
    ".e{display:block;color:var(--bad);font-weight:600;margin-block-end:.25rem}"
    ".bad{border-inline-start:.3rem solid var(--bad);padding-inline-start:.9rem}"
    ".bad input,.bad select,.bad textarea{border-color:var(--bad)}"
    ".sum{border:.2rem solid var(--bad);border-radius:.4em;padding:.25rem "
    "1.25rem;margin-block:1.5rem}"
    ".sum h2{margin-block:.75rem .25rem}.sum a{color:var(--bad)}"
    ".box{background:var(--soft);border-radius:.5em;padding:.5rem 1.25rem;margin-block:1.25rem}"
    ".doc{border:1px solid var(--line);border-radius:.5em;padding:.5rem 1.25rem;margin-block:1rem}"
    "code{font:.875rem/1.5 ui-monospace,monospace;overflow-wrap:anywhere}"
    "button,.b{display:inline-block;padding:.65em "
    "1.4em;min-height:2.75rem;border:0;border-radius:.5em;"
    "background:var(--main);color:var(--on);font-weight:600;cursor:pointer;text-decoration:none}"
    "dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.35rem "
    "1.25rem;margin-block:1rem}"
    "dt{font-weight:600}dd{margin:0;min-width:0;overflow-wrap:anywhere}"
    "@media(max-width:30rem){dl{display:block}dd{margin-block-end:.5rem}}"
    "nav{margin-block-end:1rem}summary{cursor:pointer;padding-block:.6rem}nav "
    "ul{display:flex;flex-wrap:wrap;gap:.25rem "
    "1.25rem;"
    "list-style:none;padding:0;margin:0}nav li a{display:inline-block;padding-block:.4rem}"
    ".trap{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden;margin:0}"
    ":focus-visible{outline:3px solid var(--main);outline-offset:2px}"
    "@media print{form,nav,.b,.np{display:none}body{max-width:none}}";

std::string policy_of(const std::vector<std::string>& framed_by) {
  static const std::string style = base64_of(sha256(kStyle));
  std::string framing;
  for (const std::string& origin : framed_by) framing += " " + origin;
  return "default-src 'none'; style-src 'sha256-" + style +
         "'; form-action 'self'; base-uri 'none'; frame-ancestors" +
         (framing.empty() ? " 'none'" : framing);
}

std::string filled(std::string text, const Filling& filling) {
  for (const auto& [name, value] : filling) {
    const std::string mark = "{" + std::string(name) + "}";
    for (std::size_t at = text.find(mark); at != std::string::npos;
         at = text.find(mark, at + value.size()))
      text.replace(at, mark.size(), value);
  }
  return text;
}

}  // namespace

std::string MandateWords::text(std::string_view key, const Filling& filling) const {
  const auto found = texts_->find(key);
  return filled(found == texts_->end() ? std::string(key) : found->second, filling);
}

std::string MandateWords::html(std::string_view key, const Filling& filling) const {
  return escape_html(text(key, filling));
}

LanguageNames language_names(const PageLanguages& texts) {
  LanguageNames names;
  for (const auto& [tag, words] : texts)
    names.emplace_back(tag, MandateWords(tag, words).text("language"));
  return names;
}

MandateWords words_for(const PageLanguages& texts, const MandateForm& form,
                       const Request& request) {
  std::vector<std::string> all;
  for (const auto& [language, words] : texts) all.push_back(language);
  std::string language = serving_language(request.parameter("language"), all);
  if (language.empty()) {
    // What a visitor's browser does not say is the organisation's to choose, not ours.
    const std::string_view accepted = request.header("accept-language");
    language = preferred_language(accepted, texts);
    const std::string& own = form.texts.front().language;
    const bool says_english = accepted.find("en") != std::string_view::npos;
    if (language == "en" && !says_english && texts.contains(own)) language = own;
  }
  return {language, texts.find(language)->second};
}

const MandateText& shown_text(const MandateForm& form, std::string_view language) {
  const MandateText* found = text_in(form, language);
  return found == nullptr ? form.texts.front() : *found;
}

std::string paragraphs(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 2, text.size()));
    while (one.starts_with('\n')) one.remove_prefix(1);
    while (one.ends_with('\n')) one.remove_suffix(1);
    if (one.empty()) continue;
    std::string lines = escape_html(one);
    for (std::size_t at = lines.find('\n'); at != std::string::npos; at = lines.find('\n', at))
      lines.replace(at, 1, "<br>");
    html += "<p>" + lines + "</p>";
  }
  return html;
}

std::string lang_attribute(std::string_view language, const MandateWords& words) {
  if (language == words.language()) return {};
  return " lang=\"" + escape_html(language) + "\" dir=\"" +
         std::string(writing_direction(language)) + "\"";
}

Response mandate_response(const MandatePage& page, const MandateWords& words) {
  Response response;
  response.status = page.status;
  response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                      {"Cache-Control", "no-store"},
                      {"Content-Language", words.language()},
                      {"Content-Security-Policy", policy_of(page.framed_by)},
                      {"Referrer-Policy", "no-referrer"},
                      {"Vary", "Accept-Language, Sec-Fetch-Dest"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"X-Robots-Tag", "noindex"}};
  response.body = "<!doctype html><html lang=\"" + words.language() + "\" dir=\"" +
                  std::string(writing_direction(words.language())) +
                  "\"><head><meta charset=\"utf-8\">"
                  "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>" +
                  escape_html(page.title) + "</title><style>" + std::string(kStyle) +
                  "</style></head><body><main>" + page.body + "</main></body></html>\n";
  return response;
}

}  // namespace consentry::http
