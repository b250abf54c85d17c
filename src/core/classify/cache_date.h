// SPDX-License-Identifier: Apache-2.0
// Whether the Last-Modified that a server gives tells one browser from another.
#pragma once

#include <span>

#include "core/classify/identifier.h"

namespace consentry {

// Servers of one name hold copies of a file that were written within this time of each other.
inline constexpr double kCopiesApartSeconds = 7.0 * 86'400;

// profiles: as for judge_identifier; the values are Last-Modified headers that went back to the
// server. `strong` when every two profiles hold dates further apart than copies of one file are, and
// each held one only; what is no date is compared as any other value. Never `weak`.
IdentifierAnswer judge_cache_dates(std::span<const ProfileValues> profiles);

}  // namespace consentry
