// SPDX-License-Identifier: Apache-2.0
#include "lab/token.h"

#include <openssl/rand.h>
#include <stdexcept>
#include <vector>

namespace consentry::lab {

std::string random_from(std::string_view alphabet, std::size_t length) {
  std::vector<unsigned char> bytes(length);
  if (RAND_bytes(bytes.data(), static_cast<int>(length)) != 1)
    throw std::runtime_error("no randomness");
  std::string out;
  for (const unsigned char byte : bytes) out += alphabet[byte % alphabet.size()];
  return out;
}

std::string random_hex(std::size_t length) { return random_from("0123456789abcdef", length); }

std::string random_word(std::size_t length) {
  return random_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);
}

std::string random_uuid() {
  return random_hex(8) + "-" + random_hex(4) + "-4" + random_hex(3) + "-" + random_from("89ab", 1) +
         random_hex(3) + "-" + random_hex(12);
}

}  // namespace consentry::lab
