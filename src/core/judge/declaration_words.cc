// SPDX-License-Identifier: Apache-2.0
#include "core/judge/declaration_words.h"

#include <algorithm>

#include "core/judge/strict_table.h"

namespace consentry {
namespace {

constexpr std::array<std::string_view, kDeclaredFields> kFieldKeys{"name", "provider", "purpose",
                                                                   "expiry", "kind"};
constexpr std::array<std::string_view, kUnitSeconds.size()> kUnitKeys{
    "year", "month", "week", "day", "hour", "minute", "second"};

}  // namespace

DeclarationWords read_declaration_words(StrictTable& table) {
  DeclarationWords words;
  words.language = table.text("language");
  for (std::size_t i = 0; i < kFieldKeys.size(); ++i) {
    words.fields.at(i) = phrases_of(table, kFieldKeys.at(i));
  }
  for (std::size_t i = 0; i < kUnitKeys.size(); ++i) {
    words.units.at(i) = phrases_of(table, kUnitKeys.at(i));
  }
  words.one = phrases_of(table, "one");
  words.session = phrases_of(table, "session");
  words.persistent = phrases_of(table, "persistent");
  words.cookie = phrases_of(table, "cookie");
  words.updated = phrases_of(table, "updated");
  words.months = phrases_of(table, "months");
  words.interest = phrases_of(table, "interest");
  words.consent = phrases_of(table, "consent");
  words.advertising = phrases_of(table, "advertising");
  words.negation = phrases_of(table, "negation");
  words.transfer = phrases_of(table, "transfer");
  constexpr std::size_t kMonths = 12;
  if (!words.months.empty() && words.months.size() != kMonths) {
    table.fail("months", "must be twelve, January first");
  }
  table.finish();
  return words;
}

const DeclarationWords* words_for(const std::vector<DeclarationWords>& all,
                                  std::string_view declared) {
  std::string primary(declared.substr(0, declared.find_first_of("-_")));
  std::ranges::transform(primary, primary.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (primary == "no" || primary == "nn") primary = "nb";
  const auto found = std::ranges::find(all, primary, &DeclarationWords::language);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace consentry
