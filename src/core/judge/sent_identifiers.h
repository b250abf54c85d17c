// SPDX-License-Identifier: Apache-2.0
// Finds identifiers that lay on the device and were sent again later: in a Cookie header, or as a
// value inside an address or a body (matching after Acar et al. 2014 and Fouad et al. 2020).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/judge/site_view.h"

namespace consentry {

// Values and parts of values shorter than this occur by chance.
inline constexpr std::size_t kMinNeedle = 8;

// Parts of a stored value by which it is recognised in an address: the value itself, its longer
// runs of letters and digits that hold a digit, and its last two numbers joined by a dot (as
// analytics cookies are sent). Nothing shorter than kMinNeedle.
std::vector<std::string> needles_of(std::string_view value);

struct SentIdentifier {
  const SentRequest* sent = nullptr;
  const StoredItem* item = nullptr;  // as it lay there earlier
  bool in_cookie_header = false;     // else inside the address or the body
  Verdict weight = Verdict::pass;
};

// What was stored up to line `until` of the run, needs consent or follows the visitor, and was sent
// to a third party at the stage. Consent managers, payment and security are no receivers. `weight`:
// breach when the purpose is known and the receiver is a tracker (or its own cookie comes back to
// it).
std::vector<SentIdentifier> identifiers_sent(const SiteView& site, const RunView& run,
                                             std::uint64_t until, Stage stage);

}  // namespace consentry
