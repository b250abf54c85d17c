// SPDX-License-Identifier: Apache-2.0
// Reads the aliases out of a DNS answer (RFC 1035 section 4.1).
#pragma once

#include <span>
#include <string>
#include <vector>

namespace consentry {

// Nobody's chain is longer, and resolvers stop before.
inline constexpr std::size_t kMaxAliases = 16;

// The names that the CNAME records of the answer section give, lower-case, in their order. Empty for
// an answer without any, and for bytes that are no DNS message.
std::vector<std::string> cname_chain(std::span<const unsigned char> message);

}  // namespace consentry
