// SPDX-License-Identifier: Apache-2.0
#include "core/judge/banner_words.h"

#include <algorithm>

#include "core/judge/strict_table.h"
#include "core/observe/lexicon_language.h"

namespace consentry {
namespace {

// A text shorter than that is a label; names and borrowed words decide it by chance.
constexpr std::size_t kFewestWords = 10;
constexpr std::size_t kFewestHits = 4;
// Of 100 words of running text some 25 to 45 are among the frequent ones of its language.
constexpr double kSmallestShare = 0.12;
// Neighbours (Danish and Norwegian, Czech and Slovak) share many; the second must stay behind.
constexpr double kNearestSecond = 0.85;
// More than this tells nothing more about the language.
constexpr std::size_t kMostWords = 400;

}  // namespace

std::vector<Phrase> phrases_of(StrictTable& table, std::string_view key) {
  std::vector<Phrase> phrases;
  for (const std::string& text : table.texts(key, false)) {
    Phrase phrase;
    for (FoldedWord& word : fold_words(text, true)) phrase.push_back(std::move(word.text));
    if (!phrase.empty()) phrases.push_back(std::move(phrase));
  }
  return phrases;
}

bool stands_at(const std::vector<FoldedWord>& text, std::size_t at, const Phrase& phrase) {
  if (at + phrase.size() > text.size()) return false;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    if (!matches_pattern(phrase[i], text[at + i].text)) return false;
  }
  return true;
}

BannerWords read_banner_words(StrictTable& table) {
  BannerWords words;
  words.language = table.text("language");
  for (const Phrase& phrase : phrases_of(table, "common")) words.common.insert(phrase.front());
  words.purposes = phrases_of(table, "purposes");
  words.partners = phrases_of(table, "partners");
  words.withdrawal = phrases_of(table, "withdrawal");
  words.implied = phrases_of(table, "implied");
  words.vague = phrases_of(table, "vague");
  words.steering = phrases_of(table, "steering");
  if (words.common.empty()) table.fail("common", "must name the language's frequent words");
  table.finish();
  return words;
}

std::vector<const BannerWords*> likely_languages(const std::vector<BannerWords>& languages,
                                                 const std::vector<FoldedWord>& text) {
  const std::size_t count = std::min(text.size(), kMostWords);
  if (count < kFewestWords) return {};
  std::vector<std::size_t> hits;
  for (const BannerWords& words : languages) {
    hits.push_back(0);
    for (std::size_t i = 0; i < count; ++i)
      hits.back() += words.common.contains(text[i].text) ? 1U : 0U;
  }
  const std::size_t most = hits.empty() ? 0 : std::ranges::max(hits);
  if (most < kFewestHits || static_cast<double>(most) < kSmallestShare * static_cast<double>(count))
    return {};
  std::vector<const BannerWords*> likely;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const bool near = static_cast<double>(hits[i]) > kNearestSecond * static_cast<double>(most);
    if (near || hits[i] == most) likely.push_back(&languages[i]);
  }
  return likely;
}

const BannerWords* language_of(const std::vector<BannerWords>& languages,
                               const std::vector<FoldedWord>& text) {
  const auto likely = likely_languages(languages, text);
  return likely.size() == 1 ? likely.front() : nullptr;
}

std::string first_phrase(const std::vector<FoldedWord>& text, const std::vector<Phrase>& phrases) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const Phrase& phrase : phrases) {
      if (!stands_at(text, at, phrase)) continue;
      std::string found;
      for (std::size_t i = 0; i < phrase.size(); ++i) {
        found += (i == 0 ? "" : " ") + text[at + i].text;
      }
      return found;
    }
  }
  return {};
}

}  // namespace consentry
