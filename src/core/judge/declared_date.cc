// SPDX-License-Identifier: Apache-2.0
#include "core/judge/declared_date.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "core/observe/lexicon_language.h"

namespace consentry {
namespace {

constexpr int kFirstYear = 2000;
constexpr int kLastYear = 2100;
constexpr int kMonthsOfYear = 12;
// Words between "last updated" and the date: "on", "was".
constexpr std::size_t kWordsBetween = 3;
// A line that tells the page's own date tells little else; longer ones would cost time to search.
constexpr std::size_t kLongestLine = 200;

int number_in(std::string_view word) {
  int number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  // "12th", "1er": letters after the number do not matter.
  return error == std::errc() ? number : -1;
}

int month_in(std::string_view word, const std::vector<DeclarationWords>& words) {
  for (const DeclarationWords& language : words) {
    for (std::size_t i = 0; i < language.months.size(); ++i) {
      if (matches_pattern(language.months[i].front(), word)) return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

std::optional<int> day_number(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

bool is_year(int number) { return number >= kFirstYear && number <= kLastYear; }
bool is_month(int number) { return number >= 1 && number <= kMonthsOfYear; }

std::optional<int> later(std::optional<int> one, std::optional<int> other) {
  return std::max(one, other);
}

std::optional<int> last_day(int year, int month) {
  constexpr int kShortestMonth = 28;
  return day_number(year, month, kShortestMonth);
}

// The date that begins at word `at`.
std::optional<int> date_at(const std::vector<FoldedWord>& text, std::size_t at,
                           const std::vector<DeclarationWords>& words) {
  const auto number = [&](std::size_t i) {
    return at + i < text.size() ? number_in(text[at + i].text) : -1;
  };
  const auto month = [&](std::size_t i) {
    return at + i < text.size() && number(i) < 0 ? month_in(text[at + i].text, words) : 0;
  };
  if (is_year(number(0)) && is_month(number(1)) && number(2) > 0) {
    return day_number(number(0), number(1), number(2));
  }
  if (is_year(number(0)) && month(1) > 0) return last_day(number(0), month(1));
  // "12 de marzo de 2026"
  const std::size_t year_after = is_year(number(2)) ? 2 : is_year(number(3)) ? 3 : 4;
  if (number(0) > 0 && month(1) > 0 && is_year(number(year_after))) {
    return day_number(number(year_after), month(1), number(0));
  }
  if (number(0) > 0 && month(2) > 0 && is_year(number(4))) {
    return day_number(number(4), month(2), number(0));
  }
  if (number(0) > 0 && number(1) > 0 && is_year(number(2))) {
    const auto european =
        is_month(number(1)) ? day_number(number(2), number(1), number(0)) : std::nullopt;
    const auto american =
        is_month(number(0)) ? day_number(number(2), number(0), number(1)) : std::nullopt;
    return later(european, american);
  }
  if (month(0) > 0 && number(1) > 0 && is_year(number(2))) {
    return day_number(number(2), month(0), number(1));
  }
  if (month(0) > 0 && is_year(number(1))) return last_day(number(1), month(0));
  return std::nullopt;
}

std::optional<DeclaredDate> date_in(const std::string& line,
                                    const std::vector<DeclarationWords>& words) {
  std::optional<DeclaredDate> found;
  if (line.size() > kLongestLine) return found;
  if (std::ranges::none_of(line, [](char c) { return c >= '0' && c <= '9'; })) return found;
  const std::vector<FoldedWord> text = fold_words(line);
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const DeclarationWords& language : words) {
      for (const Phrase& phrase : language.updated) {
        if (!stands_at(text, at, phrase)) continue;
        for (std::size_t skip = 0; skip <= kWordsBetween; ++skip) {
          const std::size_t begin = at + phrase.size() + skip;
          const auto day = date_at(text, begin, words);
          if (!day) continue;
          if (found && found->days >= *day) break;
          found = DeclaredDate{*day, {}};
          const std::size_t end = std::min(begin + 3, text.size());
          for (std::size_t i = at; i < end; ++i) found->text += (i > at ? " " : "") + text[i].text;
          break;
        }
      }
    }
  }
  return found;
}

}  // namespace

std::optional<DeclaredDate> last_updated(const DocumentPage& page,
                                         const std::vector<DeclarationWords>& words) {
  std::optional<DeclaredDate> latest;
  for (const DocumentBlock& block : page.blocks) {
    if (block.kind == DocumentBlock::Kind::table) continue;
    auto date = date_in(block.text, words);
    if (date && (!latest || date->days > latest->days)) latest = std::move(date);
  }
  return latest;
}

}  // namespace consentry
