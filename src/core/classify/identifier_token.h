// SPDX-License-Identifier: Apache-2.0
// Takes a stored value apart into the pieces that may be identifiers. Used by identifier.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace consentry {

// Not empty, and nothing but the digits 0 to 9.
bool all_digits(std::string_view text);

// The text behind standard or URL-safe base64, when text is base64 and what it hides is readable
// ASCII with structure (JSON, a list); empty otherwise, so that a random token stays what it is.
std::string readable_base64(std::string_view text);

// "20261122", "2026-11-22", "2026-11-22T13": a date says when, not who.
bool is_date(std::string_view token);

// Letters only, in word-sized parts ("control-group", "notAnswered"): a state or variant name.
bool is_words(std::string_view token);

// A number that is a point in time between 2015 and 2036, in seconds, milliseconds or microseconds.
bool is_epoch_time(std::string_view token);
// Both are points in time of the same unit, less than a week apart: two visits, not two visitors.
bool are_near_times(std::string_view a, std::string_view b);

// An IAB consent string (TCF v2, or GPP) in full.
bool is_consent_string(std::string_view value);

}  // namespace consentry
