// SPDX-License-Identifier: Apache-2.0
#include "core/consent/locale_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <unicode/coll.h>
#include <unicode/datefmt.h>
#include <unicode/locid.h>
#include <unicode/measunit.h>
#include <unicode/numberformatter.h>
#include <unicode/timezone.h>

namespace consentry {
namespace {

constexpr double kDay = 86'400;
// 13 months of 30.44 days are told as 13 months, though they end some hours later.
constexpr double kLeeway = 0.02;

struct Unit {
  double seconds;
  icu::MeasureUnit (*unit)();
};
const std::array<Unit, 6> kUnits{{
    {365.25 * kDay, &icu::MeasureUnit::getYear},
    {365.25 / 12 * kDay, &icu::MeasureUnit::getMonth},
    {kDay, &icu::MeasureUnit::getDay},
    {3'600, &icu::MeasureUnit::getHour},
    {60, &icu::MeasureUnit::getMinute},
    {1, &icu::MeasureUnit::getSecond},
}};

icu::Locale locale_of(std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string tag(language);
  const icu::Locale locale = icu::Locale::forLanguageTag(tag, status);
  return U_SUCCESS(status) ? locale : icu::Locale::getEnglish();
}

constexpr std::size_t kDays = 2;
// Codes that ISO 3166-1 reserves for places within countries.
constexpr std::array<std::string_view, 6> kWithin{"AC", "CP", "DG", "EA", "IC", "TA"};

std::string utf8(const icu::UnicodeString& text) {
  std::string bytes;
  return text.toUTF8String(bytes);
}

std::string words_in(const Unit& unit, double seconds, std::string_view language) {
  const double number = std::max(1.0, std::ceil(seconds / unit.seconds - kLeeway));
  UErrorCode status = U_ZERO_ERROR;
  const auto formatted = icu::number::NumberFormatter::withLocale(locale_of(language))
                             .unit(unit.unit())
                             .unitWidth(UNUM_UNIT_WIDTH_FULL_NAME)
                             .grouping(UNUM_GROUPING_OFF)
                             .formatInt(static_cast<std::int64_t>(number), status);
  return utf8(formatted.toString(status));
}

}  // namespace

std::string duration_words(double seconds, std::string_view language) {
  const auto* const found = std::ranges::find_if(
      kUnits, [seconds](const Unit& unit) { return seconds >= unit.seconds * (2 - kLeeway); });
  const Unit& unit = found == kUnits.end() ? kUnits.back() : *found;
  std::string words = words_in(unit, seconds, language);
  // What CLDR gives where a language has no word of its own is read as metres, or as years.
  return words.ends_with(" m") ? words_in(kUnits[kDays], seconds, language) : words;
}

std::string date_words(UtcTime time, std::string_view language) {
  const std::unique_ptr<icu::DateFormat> format(
      icu::DateFormat::createDateInstance(icu::DateFormat::kLong, locale_of(language)));
  if (format == nullptr) return to_rfc3339(time).substr(0, 10);
  format->setTimeZone(*icu::TimeZone::getGMT());
  icu::UnicodeString text;
  format->format(static_cast<UDate>(time.milliseconds), text);
  return utf8(text);
}

std::string country_words(std::string_view code, std::string_view language) {
  const std::string country(code);
  icu::UnicodeString name;
  icu::Locale("", country.c_str()).getDisplayCountry(locale_of(language), name);
  return name.isEmpty() ? country : utf8(name);
}

std::vector<std::pair<std::string, std::string>> countries_by_name(std::string_view language) {
  std::vector<std::pair<std::string, std::string>> countries;
  for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
    if (std::ranges::find(kWithin, std::string_view(*code)) == kWithin.end())
      countries.emplace_back(*code, country_words(*code, language));
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Collator> order(
      icu::Collator::createInstance(locale_of(language), status));
  std::ranges::sort(countries, [&](const auto& a, const auto& b) {
    if (order == nullptr || U_FAILURE(status)) return a.second < b.second;
    UErrorCode compared = U_ZERO_ERROR;
    return order->compareUTF8(a.second, b.second, compared) == UCOL_LESS;
  });
  return countries;
}

bool in_european_economic_area(std::string_view code) {
  constexpr std::array<std::string_view, 30> kCountries{
      "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
      "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"};
  return std::ranges::find(kCountries, code) != kCountries.end();
}

}  // namespace consentry
