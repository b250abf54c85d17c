// SPDX-License-Identifier: Apache-2.0
// Finds the headings of purpose categories in the text of a banner.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/judge/rule_book.h"

namespace consentry {

// The words of a text as core/observe/folded_text.h compares them, one space between two.
std::string folded_text(std::string_view text);

// Where the first word or phrase of the category begins in a folded text; npos when none occurs.
std::size_t find_category_word(const RuleBook& book, std::string_view category,
                               std::string_view folded);

// The category that a label heads: the one whose word comes first. Empty when it holds none.
std::string_view category_of(const RuleBook& book, std::string_view label);

// A line of at most this many bytes that holds a category's word is taken as its heading; running
// text that mentions a category is longer.
inline constexpr std::size_t kMaxHeading = 60;
// Bytes that are read below a heading.
inline constexpr std::size_t kMaxSection = 1200;

// The parts of a banner's text that stand under a heading of the necessary category: its line and
// the lines below it, up to the heading of another category. As written.
std::vector<std::string> necessary_sections(const RuleBook& book, std::string_view banner_text);

// Whether a text holds `name` whole: no letter, digit or underscore next to it. ASCII case does not
// matter.
bool names(std::string_view text, std::string_view name);

}  // namespace consentry
