// SPDX-License-Identifier: Apache-2.0
// Reads the CSV of the Open Cookie Database (github.com/jkwakman/Open-Cookie-Database, Apache-2.0),
// which a user may bring; it is not shipped. CSV as in RFC 4180.
#pragma once

#include <vector>

#include "core/classify/cookie_catalogue.h"

namespace consentry {

// The database of 2026 has 2,264 rows in 0.5 MiB.
inline constexpr std::size_t kMaxCookieDatabaseBytes = 32U << 20U;
inline constexpr std::size_t kMaxCookieDatabaseRows = 200'000;

// Columns are found by their header names. Its category "Functional" holds what a service needs and
// what merely pleases: such rows keep their vendor and get Purpose::unknown, because taking one for
// necessary would be a guess. Names shorter than three characters without a domain are left out:
// they fit unrelated cookies. invalid_input: not such a CSV; exhausted: beyond the limits.
Result<std::vector<CookieEntry>> parse_open_cookie_database(const DataFile& csv);

// True when the first line looks like this database's header.
bool looks_like_cookie_database(std::string_view text);

}  // namespace consentry
