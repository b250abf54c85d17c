// SPDX-License-Identifier: Apache-2.0
// Bits of a consent string, most significant first, out of base64url text (RFC 4648 section 5,
// without padding). No copy, no allocation: a character is six bits.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace consentry {

// Reads forward over one segment. Reading past the end gives zero bits and sets overrun():
// libraries pad to different lengths, so the end of the text is not the end of the data.
class BitReader {
 public:
  // `text` must outlive the reader. Characters outside the alphabet end the data; bad_character()
  // tells where.
  explicit BitReader(std::string_view text);

  // The next `count` (0 to 64) bits as a number.
  std::uint64_t take(int count);
  bool take_bit() { return take(1) != 0; }

  [[nodiscard]] std::size_t position() const { return position_; }  // bits read so far
  [[nodiscard]] std::size_t size() const { return size_; }          // bits there are
  [[nodiscard]] bool overrun() const { return position_ > size_; }
  [[nodiscard]] std::optional<std::size_t> bad_character() const { return bad_character_; }
  // True when every bit not yet read is zero: what follows is padding.
  [[nodiscard]] bool only_padding_left() const;

 private:
  std::string_view text_;
  std::size_t size_ = 0;
  std::size_t position_ = 0;
  std::optional<std::size_t> bad_character_;
};

// The six bits of a base64url character; -1 outside the alphabet.
int base64url_value(char c);

}  // namespace consentry
