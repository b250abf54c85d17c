// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/keyed_digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "core/base/bytes.h"

namespace consentry {

Sha256 keyed_digest(std::span<const std::uint8_t> key, std::string_view text) {
  Sha256 digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), as_bytes(text).data(), text.size(),
       digest.data(), &size);
  return digest;
}

Secret32 derived_key(const Secret32& secret, std::string_view purpose) {
  return keyed_digest(secret, purpose);
}

}  // namespace consentry
