// SPDX-License-Identifier: Apache-2.0
#include "core/judge/declared_name.h"

#include <algorithm>

namespace consentry {
namespace {

// A cell with more words than that is a description.
constexpr std::size_t kMostNames = 30;
constexpr std::size_t kLongestName = 100;
constexpr std::string_view kOpening = "<{[(";
constexpr std::string_view kClosing = ">}])";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool belongs_to_name(char c) {
  return is_letter(c) || is_digit(c) ||
         std::string_view("_-.*#$:%@!~|+=").find(c) != std::string_view::npos;
}

void add_star(std::string& pattern) {
  if (!pattern.ends_with('*')) pattern.push_back('*');
}

// "XXXX", "xxx": a place for something else.
std::size_t run_of_x(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && lower(text[length]) == 'x') ++length;
  return length >= 3 ? length : 0;
}

// Puts '*' in place of what is bracketed. A bracket after a space is a remark on the name.
std::string without_brackets(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t kind = kOpening.find(text[i]);
    if (kind == std::string_view::npos) {
      out.push_back(text[i]);
      continue;
    }
    const std::size_t end = text.find(kClosing[kind], i);
    const bool remark = i == 0 || text[i - 1] == ' ' || text[i - 1] == ',';
    if (!remark || text[i] == '<' || text[i] == '{') out.push_back('*');
    i = end == std::string_view::npos ? text.size() : end;
  }
  return out;
}

std::string pattern_of(std::string_view word) {
  std::string pattern;
  for (std::size_t i = 0; i < word.size();) {
    if (const std::size_t length = run_of_x(word.substr(i)); length > 0) {
      add_star(pattern);
      i += length;
    } else if (word[i] == '#' || word[i] == '*' || word[i] == '$' || word[i] == '%') {
      add_star(pattern);
      ++i;
    } else {
      pattern.push_back(lower(word[i++]));
    }
  }
  if (pattern.ends_with("..")) {
    while (pattern.ends_with('.')) pattern.pop_back();
    add_star(pattern);
  }
  while (!pattern.empty() && (pattern.back() == '.' || pattern.back() == ':')) pattern.pop_back();
  return pattern;
}

bool is_name(std::string_view pattern) {
  return pattern.size() <= kLongestName &&
         std::ranges::any_of(pattern, [](char c) { return is_letter(c) || is_digit(c); });
}

// Signs that ordinary words do not have.
bool is_technical(std::string_view pattern) {
  return std::ranges::any_of(pattern, [](char c) { return c == '_' || is_digit(c); });
}

std::vector<std::string> words_of(std::string_view text) {
  const std::string plain = without_brackets(text);
  std::vector<std::string> words;
  std::string word;
  for (const char c : plain) {
    if (belongs_to_name(c) || static_cast<unsigned char>(c) >= 0x80) {
      word.push_back(c);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

// A list of names has a comma, semicolon or slash between any two; a sentence has not.
bool is_list(std::string_view text) {
  const std::string plain = without_brackets(text);
  bool space = false;
  char before = ',';
  for (const char c : plain) {
    if (c == ' ' || c == '\n' || c == '\t') {
      space = true;
    } else {
      const bool separates = c == ',' || c == ';' || c == '/';
      if (space && !separates && before != ',' && before != ';' && before != '/') return false;
      space = false;
      before = c;
    }
  }
  return true;
}

bool matches(std::string_view pattern, std::string_view name) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == name;
  if (!name.starts_with(pattern.substr(0, star))) return false;
  const std::string_view rest = pattern.substr(star + 1);
  if (rest.empty()) return true;
  for (std::size_t at = star; at <= name.size(); ++at) {
    if (matches(rest, name.substr(at))) return true;
  }
  return false;
}

}  // namespace

std::vector<NamePattern> declared_names(std::string_view text) {
  std::vector<NamePattern> names;
  const std::vector<std::string> words = words_of(text);
  if (words.empty() || words.size() > kMostNames) return names;
  // Names without a comma between them must each look like one.
  const bool list = is_list(text);
  for (const std::string& word : words) {
    const NamePattern pattern = pattern_of(word);
    if (is_name(pattern) && (list || is_technical(pattern))) {
      names.push_back(pattern);
    } else if (!list) {
      return {};
    }
  }
  return names;
}

bool covers(const NamePattern& pattern, std::string_view name) {
  // More wildcards than that say nothing, and cost time to try.
  constexpr std::ptrdiff_t kMostStars = 4;
  if (pattern.empty() || std::ranges::count(pattern, '*') > kMostStars) return false;
  std::string lowered(name.substr(0, kLongestName * 4));
  std::ranges::transform(lowered, lowered.begin(), lower);
  if (matches(pattern, lowered)) return true;
  const std::string_view separators = "_-.:";
  if (separators.find(pattern.back()) != std::string_view::npos)
    return lowered.starts_with(pattern);
  return pattern.find('*') == std::string::npos && lowered.size() > pattern.size() &&
         lowered.starts_with(pattern) &&
         separators.find(lowered[pattern.size()]) != std::string_view::npos;
}

std::vector<NamePattern> names_in_prose(std::string_view text) {
  std::vector<NamePattern> names;
  std::string open(text);
  std::ranges::replace_if(open, [](char c) { return c == '(' || c == ')'; }, ' ');
  for (const std::string& word : words_of(open)) {
    const NamePattern pattern = pattern_of(word);
    if (is_name(pattern) && is_technical(pattern)) names.push_back(pattern);
  }
  return names;
}

}  // namespace consentry
