// SPDX-License-Identifier: Apache-2.0
#include "core/judge/declared_duration.h"

#include <algorithm>
#include <charconv>

namespace consentry {
namespace {

bool one_of(const std::vector<FoldedWord>& text, std::size_t at,
            const std::vector<Phrase>& phrases) {
  return std::ranges::any_of(phrases,
                             [&](const Phrase& phrase) { return stands_at(text, at, phrase); });
}

bool any_phrase(const std::vector<FoldedWord>& text, const std::vector<DeclarationWords>& words,
                std::vector<Phrase> DeclarationWords::* list) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (std::ranges::any_of(words, [&](const DeclarationWords& language) {
          return one_of(text, at, language.*list);
        }))
      return true;
  }
  return false;
}

// A number and what is written together with it: "2", "13", "90d".
struct Amount {
  double number;
  std::string unit;  // what follows the digits in the same word
};

std::optional<Amount> amount_in(std::string_view word) {
  double number = 0;
  const auto [end, error] =
      std::from_chars(word.data(), word.data() + word.size(), number, std::chars_format::fixed);
  if (error != std::errc()) return std::nullopt;
  return Amount{number, std::string(end, word.data() + word.size())};
}

// The longest unit that a word may mean: languages differ in what a short one stands for.
std::optional<double> unit_at(const std::vector<FoldedWord>& text, std::size_t at,
                              const std::vector<DeclarationWords>& words) {
  for (std::size_t unit = 0; unit < kUnitSeconds.size(); ++unit) {
    for (const DeclarationWords& language : words) {
      if (one_of(text, at, language.units.at(unit))) return kUnitSeconds.at(unit);
    }
  }
  return std::nullopt;
}

// "1 095 days", "1,095 days": thousands that were written apart.
double with_thousands(const std::vector<FoldedWord>& text, std::size_t at, double number) {
  if (at == 0 || text[at].text.size() != 3) return number;
  const auto before = amount_in(text[at - 1].text);
  return before && before->unit.empty() ? before->number * 1'000 + number : number;
}

double sum_of_parts(const std::vector<FoldedWord>& text,
                    const std::vector<DeclarationWords>& words) {
  double sum = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto amount = amount_in(text[at].text);
    if (amount && !amount->unit.empty()) {
      const auto unit = unit_at({{amount->unit, false}}, 0, words);
      sum += amount->number * unit.value_or(0);
    } else if (at + 1 < text.size()) {
      const bool one = !amount && std::ranges::any_of(words, [&](const DeclarationWords& language) {
        return one_of(text, at, language.one);
      });
      if (!amount && !one) continue;
      const double number = amount ? with_thousands(text, at, amount->number) : 1;
      sum += number * unit_at(text, at + 1, words).value_or(0);
    }
  }
  return sum;
}

}  // namespace

DeclaredDuration read_duration(std::string_view text, const std::vector<DeclarationWords>& words) {
  const std::vector<FoldedWord> folded = fold_words(text);
  DeclaredDuration duration;
  if (const double sum = sum_of_parts(folded, words); sum > 0) duration.seconds = sum;
  duration.session = any_phrase(folded, words, &DeclarationWords::session);
  duration.endless = any_phrase(folded, words, &DeclarationWords::persistent);
  return duration;
}

bool tells_duration(const DeclaredDuration& duration) {
  return duration.session || duration.endless || duration.seconds.has_value();
}

}  // namespace consentry
