// SPDX-License-Identifier: Apache-2.0
// Whether a filter rule's pattern fits a URL: '*' any run, '^' a separator or the end. Used by
// request_matcher.cc.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/classify/filter_list.h"

namespace consentry {

// A URL prepared once for many rules. Views must outlive it.
struct UrlText {
  std::string_view lower;  // ASCII lower-case
  std::string_view original;
  std::size_t host_begin = 0;  // offsets of the host in both
  std::size_t host_end = 0;
};

// Time linear in URL times pattern at worst. The rule's options are not looked at.
bool pattern_matches(const FilterRule& rule, const UrlText& url);

// Whether the pattern fits from `at` on; `at` is where a label of the host begins.
bool pattern_matches_at(const FilterRule& rule, const UrlText& url, std::size_t at);

// Anything but letters, digits and "_-.%".
bool is_separator(char c);

}  // namespace consentry
