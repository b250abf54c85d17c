// SPDX-License-Identifier: Apache-2.0
// What the readers of consent strings have in common: how strict they are, and how they say where
// and why a string is wrong. A string that is wrong is evidence too, so the lenient readers keep
// what they could read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace consentry {

// Strings in cookies have at most 4 KiB; in storage and requests longer ones occur. Beyond this it
// is something else.
inline constexpr std::size_t kMaxConsentString = 64UL << 10U;

// Something wrong in a string, without which it could still be read.
struct StringProblem {
  std::string where;          // "core.purposesLegitimateInterest", "disclosedVendors"
  std::size_t bit = 0;        // where the field begins, in its segment; 0 in strings without bits
  std::string text;           // one sentence
  std::size_t character = 0;  // the same place in the whole string, from 0
};

enum class Strictness {
  lenient,  // what cannot be read is a problem; only what is no such string at all is an Error
  strict,   // the first problem is an Error (corrupt) that says where
};

// "core.updated is before created (character 8, bit 42)": where, what, and the character from 1.
std::string sentence(const StringProblem& problem);

// The Error that a strict reader ends with: the first problem, or none.
std::optional<Error> refusal(const std::vector<StringProblem>& problems, Strictness strictness);

// Puts a part's problems among those of the whole, in which the part begins at `offset`.
void add_problems(std::vector<StringProblem>& whole, std::vector<StringProblem> part,
                  std::string_view name, std::size_t offset);

}  // namespace consentry
