// SPDX-License-Identifier: Apache-2.0
// Looks for many values in one text at once: a visit holds hundreds of values and sends thousands of
// requests.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace consentry {

class NeedleSearch {
 public:
  // Shorter values occur by chance, and the index goes by this many characters.
  static constexpr std::size_t kMinLength = 8;

  // tag: what find() answers for it. Values shorter than kMinLength are left out.
  void add(std::string needle, std::size_t tag);

  // Tags of what occurs in the text as a whole word, that is, not as a part of a longer run of
  // letters and digits; each once, ascending.
  [[nodiscard]] std::vector<std::size_t> find(std::string_view text) const;

 private:
  static std::uint64_t first_of(std::string_view text);
  static std::size_t place_of(std::uint64_t first);

  // Nearly every place of a text is no beginning: one bit says so before the table is asked.
  std::bitset<65'536> perhaps_;
  std::unordered_multimap<std::uint64_t, std::pair<std::string, std::size_t>> needles_;
};

}  // namespace consentry
