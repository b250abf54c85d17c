// SPDX-License-Identifier: Apache-2.0
// What banners say, by language: which language a text is in, and whether it says something that a
// rule asks for. Words are data (data/rules/banner-words.toml).
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/observe/folded_text.h"

namespace consentry {

class StrictTable;

// A phrase, folded; each word may end in '*': any ending.
using Phrase = std::vector<std::string>;

// One language. A list that is empty means: unknown, so nothing may be concluded from it.
struct BannerWords {
  std::string language;                       // BCP 47 primary subtag: "nl"
  std::set<std::string, std::less<>> common;  // frequent words, by which the language is told
  std::vector<Phrase> purposes;               // what is done with what is stored
  std::vector<Phrase> partners;               // that others take part
  std::vector<Phrase> withdrawal;             // that a consent can be taken back
  std::vector<Phrase> implied;                // going on is taken for consent
  std::vector<Phrase> vague;                  // purposes that tell nothing
  std::vector<Phrase> steering;               // appeals to feelings, rewards
};

BannerWords read_banner_words(StrictTable& table);

// The list `key` of a table of words; empty when it is absent.
std::vector<Phrase> phrases_of(StrictTable& table, std::string_view key);

// Whether the phrase stands in the text at word `at`.
bool stands_at(const std::vector<FoldedWord>& text, std::size_t at, const Phrase& phrase);

// The languages that a text may be in by its frequent words: the one met most and those that come close,
// as Danish and Norwegian do. Empty when too few were met.
std::vector<const BannerWords*> likely_languages(const std::vector<BannerWords>& languages,
                                                 const std::vector<FoldedWord>& text);

// The language of a text; null when too few words were met or two languages come close.
const BannerWords* language_of(const std::vector<BannerWords>& languages,
                               const std::vector<FoldedWord>& text);

// The first phrase of the list in the text, as the text has it; empty when none occurs.
std::string first_phrase(const std::vector<FoldedWord>& text, const std::vector<Phrase>& phrases);

}  // namespace consentry
