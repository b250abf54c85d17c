// SPDX-License-Identifier: Apache-2.0
#include "core/judge/category_text.h"

#include <algorithm>
#include <array>

#include "core/observe/folded_text.h"

namespace consentry {
namespace {

// Of two that begin at the same place the earlier counts.
constexpr std::array<std::string_view, 5> kCategories{"legitimate-interest", "necessary",
                                                      "preferences", "statistics", "marketing"};
// A label as short as this is a name, not an explanation that may speak of interests in passing.
constexpr std::size_t kMaxNameBytes = 60;

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

// Letters of other scripts are multi-byte: any byte above ASCII belongs to a word.
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::size_t find_whole(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool left = at == 0 || !is_word(text[at - 1]);
    if (left && (end == text.size() || !is_word(text[end]))) return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::string folded_text(std::string_view text) {
  std::string out;
  for (const FoldedWord& word : fold_words(text)) {
    if (!out.empty()) out.push_back(' ');
    out += word.text;
  }
  return out;
}

std::size_t find_category_word(const RuleBook& book, std::string_view category,
                               std::string_view folded) {
  std::size_t first = std::string::npos;
  for (const CategoryWords& words : book.category_words()) {
    if (words.category != category) continue;
    for (const std::string& word : words.words) first = std::min(first, find_whole(folded, word));
  }
  return first;
}

std::string_view category_of(const RuleBook& book, std::string_view label) {
  const std::string folded = folded_text(label);
  // "Marketing (legitimate interest)" is the interest's toggle beside that of consent.
  if (folded.size() <= kMaxNameBytes &&
      find_category_word(book, kCategories.front(), folded) != std::string::npos)
    return kCategories.front();
  std::string_view first;
  std::size_t first_at = std::string::npos;
  for (const std::string_view category : kCategories) {
    const std::size_t at = find_category_word(book, category, folded);
    if (at >= first_at) continue;
    first_at = at;
    first = category;
  }
  return first;
}

std::string_view only_category_of(const RuleBook& book, std::string_view text) {
  const std::string folded = folded_text(text);
  std::string_view found;
  for (const std::string_view category : kCategories) {
    if (find_category_word(book, category, folded) == std::string::npos) continue;
    if (!found.empty()) return {};
    found = category;
  }
  return found;
}

bool names(std::string_view text, std::string_view name) {
  return !name.empty() &&
         find_whole(lower_ascii(text), lower_ascii(name)) != std::string_view::npos;
}

}  // namespace consentry
