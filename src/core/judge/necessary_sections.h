// SPDX-License-Identifier: Apache-2.0
// What a banner declares as necessary: the parts of its text under such a heading.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/judge/rule_book.h"

namespace consentry {

// A line of at most this many bytes that holds a category's word is taken as its heading; running
// text that mentions a category is longer.
inline constexpr std::size_t kMaxHeading = 60;
// Bytes that are read below a heading.
inline constexpr std::size_t kMaxSection = 1200;

// The parts of the look that stand under the necessary category, as written, each with its heading.
// Headings are the labels of toggles and of controls without another meaning, found again in the
// text (up to the next such label), and short lines (up to the heading of another category). A
// heading with nothing below it is left out: most first layers only name the categories.
std::vector<std::string> necessary_sections(const RuleBook& book, const BannerView& view);

// The label of a control as it stands in the banner's text, where its words are told apart; the
// label itself when the text does not hold it.
std::string label_in_text(std::string_view banner_text, std::string_view label);

}  // namespace consentry
