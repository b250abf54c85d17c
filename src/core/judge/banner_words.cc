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

const BannerWords* language_of(const std::vector<BannerWords>& languages,
                               const std::vector<FoldedWord>& text) {
  const std::size_t count = std::min(text.size(), kMostWords);
  if (count < kFewestWords) return nullptr;
  const BannerWords* best = nullptr;
  std::size_t most = 0;
  std::size_t second = 0;
  for (const BannerWords& words : languages) {
    std::size_t hits = 0;
    for (std::size_t i = 0; i < count; ++i) hits += words.common.contains(text[i].text) ? 1U : 0U;
    if (hits > most) {
      second = most;
      most = hits;
      best = &words;
    } else {
      second = std::max(second, hits);
    }
  }
  const bool enough = most >= kFewestHits &&
                      static_cast<double>(most) >= kSmallestShare * static_cast<double>(count);
  const bool clear = static_cast<double>(second) <= kNearestSecond * static_cast<double>(most);
  return enough && clear ? best : nullptr;
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
