// SPDX-License-Identifier: Apache-2.0
// What declarations of cookies say, by language: how their columns are headed, how they tell
// durations and dates, and what of it a rule asks for. Words are data
// (data/rules/declaration-words.toml). Immutable.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/judge/banner_words.h"

namespace consentry {

// What a column, or the label before a value, is about.
enum class DeclaredField { name, provider, purpose, expiry, kind };
inline constexpr std::size_t kDeclaredFields = 5;
// In the order of size, with the seconds that one of it may have at most.
inline constexpr std::array<double, 7> kUnitSeconds{
    366.0 * 86'400, 31.0 * 86'400, 7.0 * 86'400, 86'400, 3'600, 60, 1};

struct DeclarationWords {
  std::string language;                                     // BCP 47 primary subtag: "nl"
  std::array<std::vector<Phrase>, kDeclaredFields> fields;  // by DeclaredField
  std::array<std::vector<Phrase>, kUnitSeconds.size()> units;
  std::vector<Phrase> one;          // "one" and its like, said in place of a number
  std::vector<Phrase> session;      // until the browser is closed
  std::vector<Phrase> persistent;   // without end
  std::vector<Phrase> cookie;       // cookies, and what does their work
  std::vector<Phrase> updated;      // when it was last changed
  std::vector<Phrase> months;       // January to December, or empty
  std::vector<Phrase> interest;     // legitimate interest, or a contract, as the basis
  std::vector<Phrase> consent;      // consent as the basis
  std::vector<Phrase> advertising;  // advertising made for the visitor, and profiles
  std::vector<Phrase> negation;     // turns what else a sentence says
  std::vector<Phrase> transfer;     // that data goes to other countries
};

DeclarationWords read_declaration_words(StrictTable& table);

// Null when there are none for that language. `declared`: as <html lang> has it, "nl-BE".
const DeclarationWords* words_for(const std::vector<DeclarationWords>& all,
                                  std::string_view declared);

}  // namespace consentry
