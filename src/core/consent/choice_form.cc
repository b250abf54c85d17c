// SPDX-License-Identifier: Apache-2.0
#include "core/consent/choice_form.h"

#include <string_view>

namespace consentry {
namespace {

constexpr std::string_view kStyle =
    ":root{color-scheme:light dark;--main:light-dark(#1f4a8c,#a9c7ff);"
    "--on:light-dark(#fff,#14161a)}"
    "*{box-sizing:border-box}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:auto;padding:1.5rem 1rem;"
    "background:light-dark(#fff,#14161a);color:light-dark(#1b1d22,#f1f2f4)}"
    "h1{font-size:1.6rem;line-height:1.2}a{color:inherit}"
    "nav a{display:inline-block;padding:.625rem .5rem;min-height:2.75rem}"
    "label{display:flex;gap:.75em;align-items:start;padding-block:.5em}"
    "input{flex:none;width:1.5rem;height:1.5rem;margin:0;accent-color:var(--main)}"
    "label span{display:block}"
    ".r{display:flex;flex-wrap:wrap;gap:.75rem}"
    "button{flex:1 1 9em;font:inherit;font-weight:600;padding:.6em .8em;min-height:2.75rem;"
    "border:0;border-radius:.5em;background:var(--main);color:var(--on);cursor:pointer}"
    ":focus-visible{outline:3px solid;outline-offset:2px}";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string hidden(const std::string& name, std::string_view value) {
  return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escaped(value) + "\">";
}

std::string button(const std::string& act, std::string_view label) {
  return "<button name=\"act\" value=\"" + act + "\">" + escaped(label) + "</button>";
}

std::string box(const ChoiceForm::Category& category) {
  return "<label><input type=\"checkbox\" name=\"purpose-" + category.id +
         "\" value=\"1\"><span><b>" + escaped(category.name) + "</b><span>" +
         escaped(category.description) + "</span></span></label>";
}

std::string privacy_link(const ChoiceForm& form) {
  const std::string_view address = form.privacy;
  if (!address.starts_with("http:") && !address.starts_with("https:")) return {};
  return " <a href=\"" + escaped(address) + "\">" + escaped(form.texts.privacy) + "</a>";
}

std::string other_languages(const ChoiceForm& form) {
  std::string links;
  for (const auto& [tag, name] : form.languages) {
    if (tag == form.language) continue;
    links += (links.empty() ? "<a href=\"" : " <a href=\"") + form.site + "." + tag +
             ".html\" lang=\"" + tag + "\" hreflang=\"" + tag + "\">" + escaped(name) + "</a>";
  }
  return links.empty() ? links : "<nav>" + links + "</nav>";
}

}  // namespace

std::string choice_form_page(const ChoiceForm& form) {
  const ChoiceForm::Texts& texts = form.texts;
  const std::string title = escaped(texts.title);
  std::string boxes;
  for (const ChoiceForm::Category& category : form.categories) boxes += box(category);
  return "<!doctype html><html lang=\"" + form.language + "\" dir=\"" + form.direction +
         "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" "
         "content=\"noindex\"><title>" +
         title + "</title><style>" + std::string(kStyle) + "</style></head><body><main><h1>" +
         title + "</h1><p>" + escaped(texts.body) + privacy_link(form) +
         "</p><form method=\"post\" action=\"" + escaped(form.server) + "/v1/forms\">" +
         hidden("site", form.site) + hidden("notice", form.notice) +
         hidden("language", form.language) + boxes + "<p class=\"r\">" +
         button("reject", texts.reject) + button("accept", texts.accept) +
         button("save", texts.save) + "</p></form>" + other_languages(form) +
         "</main></body></html>\n";
}

}  // namespace consentry
