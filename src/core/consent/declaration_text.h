// SPDX-License-Identifier: Apache-2.0
// A declaration in the words of one language, whatever it is then set in: HTML, Markdown or JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/consent/site_declaration.h"

namespace consentry {

struct DeclarationTable {
  std::string category;
  std::string heading;
  std::string description;
  // The first row holds the heads; name, provider, purpose, duration, type, country.
  std::vector<std::vector<std::string>> rows;
};

struct WordedDeclaration {
  std::string language;
  std::string title;
  std::string updated;  // "Last updated: 23 November 2026": the day of the scan
  std::vector<DeclarationTable> tables;
  std::string change;              // label of what opens the choice
  std::vector<std::string> notes;  // where countries come from, and that some are third ones
};

// `texts`: of data/translations/declaration, and of the tag's categories as
// "categories.ID.name" and "categories.ID.description".
WordedDeclaration worded(const SiteDeclaration& declaration, const Texts& texts,
                         std::string_view language);

std::string declaration_markdown(const WordedDeclaration& words);
// declaration_json() with the words of one language as its member "text".
std::string declaration_json(const SiteDeclaration& declaration, const WordedDeclaration& words);

}  // namespace consentry
