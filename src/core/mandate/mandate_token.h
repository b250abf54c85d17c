// SPDX-License-Identifier: Apache-2.0
// The secret in the link of a confirmation mail, and all that follows from it. Thirty-two random bytes
// are drawn for each mandate; the store keeps digests only, so that who reads the database can confirm,
// withdraw and guess nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/mandate/keyed_digest.h"

namespace consentry {

// How long the link of a confirmation mail holds.
inline constexpr int kTokenDays = 7;
// When a mandate that nobody confirmed is forgotten.
inline constexpr int kUnconfirmedDays = 14;

// 64 lower-case hexadecimal digits.
std::string token_text(const Secret32& token);
// Nothing for anything else.
std::optional<Secret32> parse_token(std::string_view text);
// What is stored and looked up.
Sha256 token_digest(const Secret32& token);

struct MandateSecrets {
  Secret32 manage{};    // token for withdrawal and correction, as long as the mandate is kept
  Secret32 salt{};      // of the commitment: without it nobody can test a guess
  Secret32 mail_key{};  // locks the mail address until it was confirmed
};
// The same each time: whoever holds the confirmation mail holds them, the server does not.
MandateSecrets secrets_of(const Secret32& token);

}  // namespace consentry
