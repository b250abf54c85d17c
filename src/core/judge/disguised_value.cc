// SPDX-License-Identifier: Apache-2.0
#include "core/judge/disguised_value.h"

#include <algorithm>
#include <cstdint>

#include "core/base/digest.h"

namespace consentry {
namespace {

std::string hex_text(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back(kDigits[byte >> 4U]);
    out.push_back(kDigits[byte & 15U]);
  }
  return out;
}

}  // namespace

std::string base64_of(std::string_view bytes) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : bytes) {
    bits = (bits << 8U) | static_cast<unsigned char>(c);
    held += 8;
    for (; held >= 6; held -= 6) out.push_back(kAlphabet[(bits >> (held - 6)) & 63U]);
  }
  if (held > 0) out.push_back(kAlphabet[(bits << (6 - held)) & 63U]);
  return out;
}

std::vector<ValueForm> forms_of(std::string_view value) {
  if (value.empty()) return {};
  const std::string base64 = base64_of(value);
  std::string url_safe = base64;
  std::ranges::replace(url_safe, '+', '-');
  std::ranges::replace(url_safe, '/', '_');
  std::vector<ValueForm> forms{{std::string(value), ""},   {base64, "base64"},
                               {hex_text(value), "hex"},   {md5_hex(value), "MD5"},
                               {sha1_hex(value), "SHA-1"}, {sha256_hex(value), "SHA-256"}};
  if (url_safe != base64) forms.push_back({url_safe, "base64"});
  return forms;
}

}  // namespace consentry
