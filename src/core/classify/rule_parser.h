// SPDX-License-Identifier: Apache-2.0
// Reads one line of a filter list. Used by filter_list.cc.
#pragma once

#include <string_view>

#include "core/classify/filter_list.h"

namespace consentry {

enum class LineKind { rule, cosmetic, modifier, unsupported, bad };

struct ParsedRule {
  LineKind kind = LineKind::bad;
  FilterRule rule;         // set when kind is rule
  bool badfilter = false;  // the rule takes others back instead of judging requests
  std::string_view why;    // for unsupported and bad: a fixed text
};

// line and lower are the same line, white space around it removed; lower in ASCII lower-case. The
// rule keeps views into both.
ParsedRule parse_rule(std::string_view line, std::string_view lower);

// The line without its badfilter option: the text of the rule it takes back.
std::string without_badfilter(std::string_view line);

// Hosts of a hosts-file line ("0.0.0.0 ads.example"), local names left out; empty when it is none.
std::vector<std::string_view> hosts_file_line(std::string_view lower);

// "##", "#@#", "#?#", "#$#", "$$": rules about elements, not requests.
bool is_cosmetic(std::string_view line);

}  // namespace consentry
