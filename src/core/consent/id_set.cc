// SPDX-License-Identifier: Apache-2.0
#include "core/consent/id_set.h"

#include <algorithm>
#include <bit>

namespace consentry {
namespace {

constexpr int kGreatestId = 65'535;
constexpr int kWordBits = 64;

}  // namespace

void IdSet::insert(int id) {
  if (id < 1 || id > kGreatestId) return;
  const auto word = static_cast<std::size_t>(id / kWordBits);
  if (word >= words_.size()) words_.resize(word + 1);
  words_[word] |= std::uint64_t{1} << static_cast<unsigned>(id % kWordBits);
}

void IdSet::insert_range(int first, int last) {
  first = std::max(first, 1);
  last = std::min(last, kGreatestId);
  // Whole words at once: a hostile string of a few KiB can name all ids thousands of times.
  while (first <= last) {
    insert(first);
    const int word_end = std::min(last, first | (kWordBits - 1));
    const auto bits = static_cast<unsigned>(word_end - first + 1);
    words_[static_cast<std::size_t>(first / kWordBits)] |=
        (~std::uint64_t{0} >> (kWordBits - bits)) << static_cast<unsigned>(first % kWordBits);
    first = word_end + 1;
  }
}

bool IdSet::contains(int id) const {
  const auto word = static_cast<std::size_t>(id / kWordBits);
  return id > 0 && word < words_.size() &&
         (words_[word] >> static_cast<unsigned>(id % kWordBits) & 1U) != 0;
}

int IdSet::size() const {
  int count = 0;
  for (const std::uint64_t word : words_) count += std::popcount(word);
  return count;
}

int IdSet::greatest() const {
  for (std::size_t word = words_.size(); word > 0; --word) {
    if (words_[word - 1] != 0) {
      return static_cast<int>(word - 1) * kWordBits + kWordBits - 1 -
             std::countl_zero(words_[word - 1]);
    }
  }
  return 0;
}

std::vector<int> IdSet::ids() const {
  std::vector<int> list;
  for (std::size_t word = 0; word < words_.size(); ++word) {
    for (std::uint64_t bits = words_[word]; bits != 0; bits &= bits - 1) {
      list.push_back(static_cast<int>(word) * kWordBits + std::countr_zero(bits));
    }
  }
  return list;
}

std::vector<IdRange> IdSet::ranges() const {
  std::vector<IdRange> list;
  for (std::size_t word = 0; word < words_.size(); ++word) {
    const int base = static_cast<int>(word) * kWordBits;
    for (std::uint64_t bits = words_[word]; bits != 0;) {
      const int start = std::countr_zero(bits);
      const int length = std::countr_one(bits >> static_cast<unsigned>(start));
      if (!list.empty() && list.back().last + 1 == base + start) {
        list.back().last = base + start + length - 1;
      } else {
        list.push_back({base + start, base + start + length - 1});
      }
      if (start + length >= kWordBits) break;
      bits &= ~std::uint64_t{0} << static_cast<unsigned>(start + length);
    }
  }
  return list;
}

}  // namespace consentry
