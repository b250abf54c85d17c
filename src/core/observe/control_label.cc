// SPDX-License-Identifier: Apache-2.0
#include "core/observe/control_label.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/observe/folded_text.h"
#include "core/observe/label_reading.h"
#include "core/observe/lexicon_language.h"

namespace consentry {
namespace {

constexpr std::size_t kMaxLabelWords = 16;  // running text is no label
constexpr std::array<std::string_view, 3> kToggleKinds{"checkbox", "switch", "radio"};
// The name of a category comes first, its explanation after it.
constexpr std::size_t kMaxNameBytes = 80;
// U+00D7 U+2715 U+2716 U+2A2F U+2573 U+274C U+1F5D9: what stands on buttons that close.
constexpr std::array<std::string_view, 7> kCrosses{"×", "✕", "✖", "⨯", "╳", "❌", "🗙"};

bool is_cross(std::string_view label) {
  return std::any_of(kCrosses.begin(), kCrosses.end(), [label](std::string_view cross) {
    return label.find(cross) != std::string_view::npos;
  });
}

// Terms of all languages by the key of their first word.
class TermIndex {
 public:
  void add(const std::vector<std::string>& terms) {
    for (const std::string& term : terms) {
      auto words = split(term);
      auto& bucket = terms_[index_key(words.front())];
      if (std::find(bucket.begin(), bucket.end(), words) == bucket.end())
        bucket.push_back(std::move(words));
    }
  }

  [[nodiscard]] int distinct_in(const std::vector<FoldedWord>& words) const {
    std::set<const std::vector<std::string>*> found;
    for (std::size_t at = 0; at < words.size(); ++at) {
      const auto bucket = terms_.find(index_key(words[at].text));
      if (bucket == terms_.end()) continue;
      for (const auto& term : bucket->second) {
        if (stands_at(term, words, at)) found.insert(&term);
      }
    }
    return static_cast<int>(found.size());
  }

 private:
  static std::vector<std::string> split(std::string_view term) {
    std::vector<std::string> words;
    while (!term.empty()) {
      const std::size_t blank = std::min(term.find(' '), term.size());
      words.emplace_back(term.substr(0, blank));
      term.remove_prefix(std::min(blank + 1, term.size()));
    }
    return words;
  }

  static bool stands_at(const std::vector<std::string>& term, const std::vector<FoldedWord>& words,
                        std::size_t at) {
    if (term.size() > words.size() - at) return false;
    for (std::size_t step = 0; step < term.size(); ++step) {
      if (!matches_pattern(term[step], words[at + step].text)) return false;
    }
    return true;
  }

  std::unordered_map<std::string, std::vector<std::vector<std::string>>> terms_;
};

// What one language makes of a label, and how much of it that language knows.
struct LanguageReading {
  Intent intent = Intent::unknown;
  std::pair<std::size_t, std::size_t> known;  // words with a meaning, then all
  std::vector<SensedWord> words;
  bool listed = false;  // the whole label stands in the file
};

LanguageReading read_in(const LexiconLanguage& language, const std::vector<FoldedWord>& words,
                        const std::string& label) {
  LanguageReading reading;
  reading.words = language.sense(words);
  if (const Intent* listed = language.whole_label(label)) {
    reading.intent = *listed;
    reading.known = {words.size() + 1,
                     words.size()};  // a listed label is known better than its words
    reading.listed = true;
    return reading;
  }
  reading.intent = read_sensed(reading.words);
  for (const SensedWord& word : reading.words) {
    if (word.kind == WordKind::unknown) continue;
    reading.known.second += word.length;
    const bool meaning = word.kind != WordKind::filler && word.kind != WordKind::cookie;
    if (meaning) reading.known.first += word.length;
  }
  return reading;
}

}  // namespace

struct ControlLexicon::Phrases {
  std::vector<LexiconLanguage> languages;
  TermIndex consent, context, other;
  std::vector<std::string> consent_terms;

  // The reading of the language that knows most of the label, also when that is 'unknown'. Two that
  // know as much and disagree leave it unknown.
  [[nodiscard]] LanguageReading read(const std::vector<FoldedWord>& words) const {
    LanguageReading best;
    if (words.empty() || words.size() > kMaxLabelWords) return best;
    const std::string label = joined(words);
    bool disputed = false;
    for (const LexiconLanguage& language : languages) {
      LanguageReading reading = read_in(language, words, label);
      if (reading.known < best.known) continue;
      const bool tie = reading.known == best.known;
      if (tie && (reading.intent == best.intent || reading.intent == Intent::unknown)) continue;
      disputed = tie && best.intent != Intent::unknown;
      best = std::move(reading);
      if (disputed) best.intent = Intent::unknown;
    }
    return best;
  }
};

ControlLexicon::ControlLexicon(std::unique_ptr<const Phrases> phrases)
    : phrases_(std::move(phrases)) {}
ControlLexicon::ControlLexicon(ControlLexicon&&) noexcept = default;
ControlLexicon& ControlLexicon::operator=(ControlLexicon&&) noexcept = default;
ControlLexicon::~ControlLexicon() = default;

Result<ControlLexicon> ControlLexicon::parse(const std::vector<std::string_view>& files) {
  auto phrases = std::make_unique<Phrases>();
  std::set<std::string> terms;
  for (const std::string_view file : files) {
    auto language = LexiconLanguage::parse(file);
    if (!language) return language.error();
    phrases->consent.add(language->consent_terms());
    phrases->context.add(language->context_terms());
    phrases->other.add(language->other_terms());
    terms.insert(language->consent_terms().begin(), language->consent_terms().end());
    phrases->languages.push_back(std::move(*language));
  }
  phrases->consent_terms.assign(terms.begin(), terms.end());
  return ControlLexicon(std::move(phrases));
}

Intent ControlLexicon::read(std::string_view label, std::string_view kind) const {
  if (std::find(kToggleKinds.begin(), kToggleKinds.end(), kind) != kToggleKinds.end())
    return Intent::toggle;
  const auto words = fold_words(label);
  const Intent intent = phrases_->read(words).intent;
  if (intent != Intent::unknown) return intent;
  return kind == "close" || (words.empty() && is_cross(label)) ? Intent::close : Intent::unknown;
}

int ControlLexicon::consent_words(std::string_view text) const {
  const auto words = fold_words(text);
  const int strong = phrases_->consent.distinct_in(words);
  return strong == 0 ? 0 : strong + phrases_->context.distinct_in(words);
}

int ControlLexicon::other_dialog_words(std::string_view text) const {
  return phrases_->other.distinct_in(fold_words(text));
}

bool ControlLexicon::reopens(std::string_view label) const {
  const auto words = fold_words(label);
  const LanguageReading reading = phrases_->read(words);
  if (reading.intent == Intent::withdraw) return true;
  return reading.intent == Intent::settings &&
         phrases_->consent.distinct_in(words) + phrases_->context.distinct_in(words) > 0;
}

bool ControlLexicon::generic(std::string_view label) const {
  const auto words = fold_words(label);
  const LanguageReading reading = phrases_->read(words);
  if (reading.intent != Intent::accept_all && reading.intent != Intent::refuse_all) return true;
  return reading.listed && phrases_->consent.distinct_in(words) == 0 && words.size() <= 2 &&
         std::none_of(reading.words.begin(), reading.words.end(), [](const SensedWord& word) {
           return word.kind == WordKind::accept || word.kind == WordKind::refuse ||
                  word.kind == WordKind::necessary;
         });
}

bool ControlLexicon::names_necessary(std::string_view label) const {
  const auto words = fold_words(label.substr(0, kMaxNameBytes));
  return std::ranges::any_of(phrases_->languages, [&](const LexiconLanguage& language) {
    return names_only_necessary(language.sense(words));
  });
}

bool ControlLexicon::names_category(std::string_view label) const {
  const LanguageReading reading = phrases_->read(fold_words(label));
  const auto names = [](const SensedWord& word) {
    return word.kind == WordKind::necessary || word.kind == WordKind::optional ||
           word.kind == WordKind::category;
  };
  const auto fits = [&names](const SensedWord& word) {
    return names(word) || word.kind == WordKind::cookie || word.kind == WordKind::filler;
  };
  return std::ranges::any_of(reading.words, names) && std::ranges::all_of(reading.words, fits);
}

bool ControlLexicon::orders(std::string_view label) const {
  const auto words = fold_words(label);
  const LanguageReading reading = phrases_->read(words);
  if (reading.intent != Intent::refuse_all || words.size() < 2) return false;
  // What is off is named before the word that says so; an order begins with its verb, or says to
  // what it applies.
  const auto first = std::ranges::find_if_not(
      reading.words, [](const SensedWord& word) { return word.kind == WordKind::filler; });
  const WordKind begins = first == reading.words.end() ? WordKind::filler : first->kind;
  if (begins == WordKind::refuse || begins == WordKind::negation) return true;
  return std::ranges::any_of(reading.words, [](const SensedWord& word) {
    return word.kind == WordKind::all || word.kind == WordKind::only ||
           word.kind == WordKind::cookie || word.kind == WordKind::consent;
  });
}

const std::vector<std::string>& ControlLexicon::consent_terms() const {
  return phrases_->consent_terms;
}

}  // namespace consentry
