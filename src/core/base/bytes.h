// SPDX-License-Identifier: Apache-2.0
// Bytes as text: hexadecimal digits, and base64 (RFC 4648 section 4). Strict both ways, so that one
// value has one text.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

// The bytes of a text, unchanged. The view must outlive the span.
std::span<const std::uint8_t> as_bytes(std::string_view text);

// Lower-case digits, two for each byte.
std::string hex_of(std::span<const std::uint8_t> bytes);
// Nothing for an odd length or anything but lower-case digits.
std::optional<std::vector<std::uint8_t>> bytes_of_hex(std::string_view text);

// With padding, without line breaks.
std::string base64_of(std::span<const std::uint8_t> bytes);
// Nothing for a wrong length, a foreign character, missing padding, or unused bits that are set.
std::optional<std::vector<std::uint8_t>> bytes_of_base64(std::string_view text);

}  // namespace consentry
