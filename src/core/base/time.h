// SPDX-License-Identifier: Apache-2.0
// Points in time as values. Core reads no clock: whoever knows the time passes it in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time).
struct UtcTime {
  std::int64_t milliseconds = 0;
  auto operator<=>(const UtcTime&) const = default;
};

// "2026-11-22T13:05:09.042Z" (RFC 3339, always UTC, always three decimals).
std::string to_rfc3339(UtcTime time);
// Reads the form that to_rfc3339 writes, decimals optional. Anything else is invalid_input.
Result<UtcTime> parse_rfc3339(std::string_view text);

}  // namespace consentry
