// SPDX-License-Identifier: Apache-2.0
#include "core/classify/url_pattern.h"

namespace consentry {
namespace {

bool fits(char pattern, char c) { return pattern == '^' ? is_separator(c) : pattern == c; }

// Whether pattern fits text from its beginning; the text may go on unless to_end is set.
bool fits_prefix(std::string_view pattern, std::string_view text, bool to_end) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (true) {
    if (p == pattern.size() && (!to_end || t == text.size())) return true;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && t < text.size() && fits(pattern[p], text[t])) {
      ++p;
      ++t;
    } else if (t == text.size() && p + 1 == pattern.size() && pattern[p] == '^') {
      return true;
    } else if (star != std::string_view::npos && resume < text.size()) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
}

// The pattern may begin anywhere: the plain text it begins with is searched for.
bool fits_somewhere(std::string_view pattern, std::string_view text, bool to_end) {
  const std::string_view head = pattern.substr(0, pattern.find_first_of("*^"));
  for (std::size_t at = text.find(head); at != std::string_view::npos;
       at = text.find(head, at + 1)) {
    if (fits_prefix(pattern, text.substr(at), to_end)) return true;
    if (at == text.size()) break;
  }
  return false;
}

std::string_view text_for(const FilterRule& rule, const UrlText& url) {
  return rule.options != nullptr && rule.options->match_case ? url.original : url.lower;
}

}  // namespace

bool is_separator(char c) {
  const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '_' || c == '-' || c == '.' || c == '%';
  return !word;
}

bool pattern_matches_at(const FilterRule& rule, const UrlText& url, std::size_t at) {
  const std::string_view text = text_for(rule, url);
  if (at > text.size()) return false;
  if (rule.host_only && at + rule.pattern.size() != url.host_end) return false;
  return fits_prefix(rule.pattern, text.substr(at), rule.right_anchor);
}

bool pattern_matches(const FilterRule& rule, const UrlText& url) {
  const std::string_view text = text_for(rule, url);
  if (rule.regex != nullptr) return rule.regex->matches(text);
  if (rule.left_anchor) return fits_prefix(rule.pattern, text, rule.right_anchor);
  if (!rule.host_anchor) return fits_somewhere(rule.pattern, text, rule.right_anchor);
  for (std::size_t at = url.host_begin; at < url.host_end;) {
    if (pattern_matches_at(rule, url, at)) return true;
    at = text.find('.', at);
    if (at == std::string_view::npos) return false;
    ++at;
  }
  return false;
}

}  // namespace consentry
