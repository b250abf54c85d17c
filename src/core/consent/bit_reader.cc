// SPDX-License-Identifier: Apache-2.0
#include "core/consent/bit_reader.h"

#include <algorithm>
#include <array>

namespace consentry {
namespace {

constexpr std::size_t kBitsPerCharacter = 6;

constexpr std::array<signed char, 256> make_values() {
  std::array<signed char, 256> values{};
  values.fill(-1);
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<signed char>(i);
  }
  return values;
}

constexpr std::array<signed char, 256> kValues = make_values();

}  // namespace

int base64url_value(char c) { return kValues[static_cast<unsigned char>(c)]; }

BitReader::BitReader(std::string_view text) : text_(text) {
  const auto bad = std::ranges::find_if(text, [](char c) { return base64url_value(c) < 0; });
  if (bad != text.end()) bad_character_ = static_cast<std::size_t>(bad - text.begin());
  size_ = bad_character_.value_or(text.size()) * kBitsPerCharacter;
}

std::uint64_t BitReader::take(int count) {
  std::uint64_t value = 0;
  for (int left = count; left > 0;) {
    const std::size_t offset = position_ % kBitsPerCharacter;
    const int in_character = static_cast<int>(kBitsPerCharacter - offset);
    const int taken = std::min(left, in_character);
    const unsigned bits =
        position_ < size_
            ? static_cast<unsigned>(base64url_value(text_[position_ / kBitsPerCharacter]))
            : 0U;
    const unsigned part = (bits >> static_cast<unsigned>(in_character - taken)) &
                          ((1U << static_cast<unsigned>(taken)) - 1U);
    value = (value << static_cast<unsigned>(taken)) | part;
    position_ += static_cast<std::size_t>(taken);
    left -= taken;
  }
  return value;
}

bool BitReader::only_padding_left() const {
  BitReader rest = *this;
  while (rest.position_ < rest.size_) {
    const std::size_t left = rest.size_ - rest.position_;
    if (rest.take(static_cast<int>(std::min<std::size_t>(left, 60))) != 0) return false;
  }
  return true;
}

}  // namespace consentry
