// SPDX-License-Identifier: Apache-2.0
// HMAC-SHA-256 (RFC 2104) and the keys that one secret gives for several purposes.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/digest.h"

namespace consentry {

using Secret32 = std::array<std::uint8_t, 32>;

Sha256 keyed_digest(std::span<const std::uint8_t> key, std::string_view text);

// A key of its own for a purpose; who has it learns neither the secret nor another purpose's key.
Secret32 derived_key(const Secret32& secret, std::string_view purpose);

}  // namespace consentry
