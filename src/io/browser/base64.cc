// SPDX-License-Identifier: Apache-2.0
#include "io/browser/base64.h"

#include <openssl/evp.h>

namespace consentry {

Result<std::string> decode_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length = text.size() % 4 != 0
                         ? -1
                         : EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                           reinterpret_cast<const unsigned char*>(text.data()),
                                           static_cast<int>(text.size()));
  if (length < 0) return Error{ErrorKind::corrupt, "not base64"};
  // OpenSSL counts the padding as bytes.
  std::size_t size = static_cast<std::size_t>(length);
  for (std::size_t i = text.size(); i > 0 && i + 2 > text.size() && text[i - 1] == '='; --i) --size;
  bytes.resize(size);
  return bytes;
}

std::string encode_base64(std::string_view bytes) {
  // OpenSSL closes with a NUL that is not part of the text.
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

}  // namespace consentry
