// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/mandate_token.h"

#include <algorithm>

#include "core/base/bytes.h"

namespace consentry {

std::string token_text(const Secret32& token) { return hex_of(token); }

std::optional<Secret32> parse_token(std::string_view text) {
  Secret32 token{};
  if (text.size() != 2 * token.size()) return std::nullopt;
  const auto bytes = bytes_of_hex(text);
  if (!bytes) return std::nullopt;
  std::ranges::copy(*bytes, token.begin());
  return token;
}

Sha256 token_digest(const Secret32& token) {
  return sha256("consentry mandate token " + token_text(token));
}

MandateSecrets secrets_of(const Secret32& token) {
  return {derived_key(token, "consentry mandate manage"),
          derived_key(token, "consentry mandate salt"),
          derived_key(token, "consentry mandate mail")};
}

}  // namespace consentry
