// SPDX-License-Identifier: Apache-2.0
#include "core/judge/needle_search.h"

#include <cstring>
#include <set>

namespace consentry {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool stands_alone(std::string_view text, std::size_t at, std::size_t size) {
  const bool before = at > 0 && is_word(text[at - 1]) && is_word(text[at]);
  const std::size_t end = at + size;
  const bool after = end < text.size() && is_word(text[end]) && is_word(text[end - 1]);
  return !before && !after;
}

}  // namespace

std::uint64_t NeedleSearch::first_of(std::string_view text) {
  std::uint64_t first = 0;
  std::memcpy(&first, text.data(), sizeof first);
  return first;
}

std::size_t NeedleSearch::place_of(std::uint64_t first) {
  constexpr std::uint64_t kSpread = 0x9E37'79B9'7F4A'7C15U;  // 2^64 by the golden ratio
  return static_cast<std::size_t>((first * kSpread) >> 48U);
}

void NeedleSearch::add(std::string needle, std::size_t tag) {
  if (needle.size() < kMinLength) return;
  const std::uint64_t first = first_of(needle);
  perhaps_.set(place_of(first));
  needles_.emplace(first, std::pair{std::move(needle), tag});
}

std::vector<std::size_t> NeedleSearch::find(std::string_view text) const {
  std::set<std::size_t> tags;
  if (needles_.empty()) return {};
  for (std::size_t at = 0; at + kMinLength <= text.size(); ++at) {
    const std::uint64_t begins = first_of(text.substr(at, kMinLength));
    if (!perhaps_.test(place_of(begins))) continue;
    const auto [first, last] = needles_.equal_range(begins);
    for (auto entry = first; entry != last; ++entry) {
      const auto& [needle, tag] = entry->second;
      if (text.substr(at).starts_with(needle) && stands_alone(text, at, needle.size())) {
        tags.insert(tag);
      }
    }
  }
  return {tags.begin(), tags.end()};
}

}  // namespace consentry
