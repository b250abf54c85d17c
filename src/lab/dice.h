// SPDX-License-Identifier: Apache-2.0
// Numbers that look random and are not: the same seed gives the same web on every machine, which
// the standard library's distributions do not promise. SplitMix64 (Steele, Lea, Flood, 2014).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace consentry::lab {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  // 0 to sides - 1; the bias of the remainder is far below what a web of some hundred sites shows.
  std::size_t below(std::size_t sides) { return static_cast<std::size_t>(next() % sides); }
  bool chance(unsigned percent) { return below(100) < percent; }
  template <typename List>
  const auto& pick(const List& list) {
    return list[below(list.size())];
  }
  // Fills a shape: '#' a digit, '?' an upper-case letter or digit, anything else itself.
  std::string shaped(std::string_view shape) {
    std::string out;
    for (const char c : shape) {
      if (c == '#') {
        out += static_cast<char>('0' + below(10));
      } else if (c == '?') {
        out += "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"[below(32)];
      } else {
        out += c;
      }
    }
    return out;
  }

 private:
  std::uint64_t state_;
};

}  // namespace consentry::lab
