// SPDX-License-Identifier: Apache-2.0
// Durations, dates and countries in the words of a language, with its plurals (ICU, Unicode CLDR).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/time.h"

namespace consentry {

// In the largest unit of which there are two or more, rounded up: what is declared must not be
// shorter than what is. "13 months", "30 minutes".
std::string duration_words(double seconds, std::string_view language);
// "23 November 2026", UTC.
std::string date_words(UtcTime time, std::string_view language);
// ISO 3166-1; the code itself where there is no name.
std::string country_words(std::string_view code, std::string_view language);
// All countries of ISO 3166-1, code and name, in the order in which the language sorts the names.
std::vector<std::pair<std::string, std::string>> countries_by_name(std::string_view language);
// The country belongs to the European Economic Area, where the GDPR holds (January 2026).
bool in_european_economic_area(std::string_view code);

}  // namespace consentry
