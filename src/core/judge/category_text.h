// SPDX-License-Identifier: Apache-2.0
// Words that head categories of purposes, and names, in what a banner says.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/judge/rule_book.h"

namespace consentry {

// The words of a text as core/observe/folded_text.h compares them, one space between two.
std::string folded_text(std::string_view text);

// Where the first word or phrase of the category begins in a folded text; npos when none occurs.
std::size_t find_category_word(const RuleBook& book, std::string_view category,
                               std::string_view folded);

// The category that a label heads: the one whose word comes first. Empty when it holds none.
std::string_view category_of(const RuleBook& book, std::string_view label);

// The category of which a text holds words when it holds those of no other; empty otherwise.
std::string_view only_category_of(const RuleBook& book, std::string_view text);

// Whether a text holds `name` whole: no letter, digit or underscore next to it. ASCII case does not
// matter.
bool names(std::string_view text, std::string_view name);

}  // namespace consentry
