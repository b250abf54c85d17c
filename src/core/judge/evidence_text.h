// SPDX-License-Identifier: Apache-2.0
// Words for evidence: one line a reader understands, with long values cut.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/judge/site_view.h"

namespace consentry {

// Characters kept of a stored value and of an address.
inline constexpr std::size_t kMaxValueShown = 24;
inline constexpr std::size_t kMaxUrlShown = 160;

// At most `limit` bytes, never cutting a UTF-8 character, "…" at the end when cut. Control
// characters become spaces.
std::string shortened(std::string_view text, std::size_t limit);
// One decimal, rounded down: 4.49 must not read as 4.5. ratio_text(2.5, "times"): "2.5 times".
std::string ratio_text(double ratio, std::string_view unit = {});
// Address without query, shortened.
std::string shown_url(std::string_view url);
// "expires with the session", "expires in 730 days", "expires in 5 minutes".
std::string lifetime_text(std::optional<double> lifetime_s);

// "_ga=GA1.1.… set by https://…/analytics.js, expires in 730 days; used for statistics".
Evidence evidence_of(const SiteView& site, const StoredItem& item, std::string_view why);
// "GET https://…/p.gif (image), 3 cookies sent".
Evidence evidence_of(const SentRequest& sent, std::string_view what);
// The same of a request that carries an item: `item` is its name.
Evidence evidence_of(const SentRequest& sent, std::string_view what, std::string_view item);
// "preconnect https://…/ (header); …".
Evidence evidence_of(const PreparedHint& prepared, std::string_view what);

}  // namespace consentry
