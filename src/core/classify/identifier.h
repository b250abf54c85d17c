// SPDX-License-Identifier: Apache-2.0
// Does a stored value tell one browser from another? Decided by comparing independent fresh
// profiles: what differs between them and stays the same within each is an identifier.
//
// After Acar et al. 2014, Englehardt & Narayanan 2016 (lifetime, length, similarity) and Fouad et
// al. 2020 (no lifetime floor: `weak`). Thresholds of the first two are the defaults below.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/classify/classification.h"

namespace consentry {

inline constexpr std::size_t kMinIdentifierLength = 8;
inline constexpr std::size_t kMaxIdentifierLength = 100;
inline constexpr double kMaxProfileSimilarity = 0.66;
inline constexpr double kMinIdentifierBits = 32;
// 90 days; an hour less, because a jar is looked at some time after the cookie was written.
inline constexpr double kLongLifetimeSeconds = 90.0 * 86'400 - 3'600;
// Similarity is cubic in the worst case: inputs are cut here.
inline constexpr std::size_t kMaxSimilarityLength = 200;
// Of one value; what lies behind is not looked at. Identifiers stand at the front, caches do not
// end.
inline constexpr std::size_t kMaxValueBytes = 4096;
inline constexpr std::size_t kMaxTokens = 64;

// All distinct values that one fresh profile held under one name.
using ProfileValues = std::vector<std::string>;

// Lifetime of the item: seconds; empty: session (cookie or sessionStorage); infinity for
// localStorage, which has no end.
using Lifetime = std::optional<double>;

struct IdentifierAnswer {
  IdentifierStrength strength = IdentifierStrength::none;
  std::string reason;  // one sentence without full stop: which test it passed or failed
  std::string token;   // the part of the first profile's value that identifies; empty when none
};

// profiles: one entry for each independent profile that held the item, none empty. With one profile
// the answer is at best `weak`, and the reason says that nothing was compared.
IdentifierAnswer judge_identifier(std::span<const ProfileValues> profiles, Lifetime lifetime);

// The parts of a value that could be an identifier by themselves: split at every character outside
// [A-Za-z0-9_-] after up to two rounds of percent- and base64-decoding; URLs, dates, words,
// versions and consent strings left out. Numbers joined by dots ("123456789.1700000000") also count
// as one.
std::vector<std::string> identifier_tokens(std::string_view value);

// Ratcliff-Obershelp: 2 * M / (|a| + |b|), M the length of the longest common substring plus the
// same recursively left and right of it; the earliest longest substring of a is taken. 1 for two
// empties.
double similarity(std::string_view a, std::string_view b);

// Shannon entropy of the characters, in bits, times the length.
double information_bits(std::string_view text);

}  // namespace consentry
