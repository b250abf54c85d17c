// SPDX-License-Identifier: Apache-2.0
// What all pages about mandates share: head, style, headers, and texts of one language.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/http/mandate_services.h"

namespace consentry::http {

// What stands in place of "{name}" in a text.
using Filling = std::vector<std::pair<std::string_view, std::string_view>>;

// The texts of the pages in one language; refer to `texts`, which must outlive this.
class MandateWords {
 public:
  MandateWords(std::string_view language, const PageTexts& texts)
      : language_(language), texts_(&texts) {}
  [[nodiscard]] const std::string& language() const { return language_; }
  // The text itself, and as HTML. A key that is not there stands for itself.
  [[nodiscard]] std::string text(std::string_view key, const Filling& filling = {}) const;
  [[nodiscard]] std::string html(std::string_view key, const Filling& filling = {}) const;

 private:
  std::string language_;
  const PageTexts* texts_;
};

// Tag and name of each language, in its own words.
using LanguageNames = std::vector<std::pair<std::string, std::string>>;
LanguageNames language_names(const PageLanguages& texts);

// Of ?language=, or what the browser prefers, or the form's own.
MandateWords words_for(const PageLanguages& texts, const MandateForm& form, const Request& request);
// The mandate's text in the page's language, or the form's own.
const MandateText& shown_text(const MandateForm& form, std::string_view language);

// Paragraphs of a plain text as HTML.
std::string paragraphs(std::string_view text);
// " lang=\"nl\"" where it is not the page's.
std::string lang_attribute(std::string_view language, const MandateWords& words);

struct MandatePage {
  std::string title;  // plain text
  std::string body;   // HTML within <main>
  int status = 200;
  std::vector<std::string> framed_by{};  // origins; empty: nobody
};
// Not kept by anyone, not sent on as a referrer, runs no script.
Response mandate_response(const MandatePage& page, const MandateWords& words);

}  // namespace consentry::http
