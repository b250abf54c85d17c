// SPDX-License-Identifier: Apache-2.0
// The script elements of a page's text. Pure; safe from several threads.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace consentry {

struct PageScript {
  std::vector<std::pair<std::string, std::string>> attributes;  // names in lower case
  std::string text;

  // Empty when there is none; see `has`.
  [[nodiscard]] std::string attribute(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
};

// Whether this is a page or part of one, not a script.
bool is_markup(std::string_view text);
// In their order; those in comments are left out.
std::vector<PageScript> page_scripts(std::string_view markup);

// What a reader sees of a text with markup: elements left out, references resolved, spaces joined.
std::string text_of_markup(std::string_view markup);

}  // namespace consentry
