// SPDX-License-Identifier: Apache-2.0
// What a page's consent interfaces and the stored consent record say was granted: IAB TCF and GPP,
// Additional Consent, US Privacy, Google Consent Mode, and the records of consent managers listed in
// the rule book.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/judge/rule_book.h"
#include "core/judge/site_view.h"

namespace consentry {

// A stretch of a run: what belongs to the phase and stands after the line, up to another one.
struct Window {
  Phase phase = Phase::before;
  std::uint64_t after_line = 0;
  std::uint64_t until_line = std::numeric_limits<std::uint64_t>::max();
};

enum class ClaimSource {
  tcf,
  consent_mode,
  record,          // a known consent manager's
  assumed_record,  // by name and wording the record of a home-made banner
  gpp,
  additional_consent,
  us_opt_out,  // an American string says that nobody opted out: no consent, but no refusal either
};

struct ConsentClaim {
  ClaimSource source = ClaimSource::tcf;
  bool advertising = true;  // false: only measurement was granted
  std::string subject;      // "TCF", "Google Consent Mode", the consent manager's name
  std::string text;         // "TCF purposes 1, 3 and 4 are granted (useractioncomplete)"
  EventRef at;
};

// What was claimed as granted, beyond the necessary, when the window ended. Empty: nothing, or the
// page has no such interface.
std::vector<ConsentClaim> consent_claims(const RunView& run, const RuleBook& book,
                                         const Window& window);

// Whether the window holds any statement at all, granted or not, that could be read.
bool consent_state_seen(const RunView& run, const RuleBook& book, const Window& window);

// A stored value in which the site keeps the choice, by its name: a known manager's, a consent
// string, or (assumed) what home-made banners call it. kind: "cookie" or "local".
bool keeps_choice(std::string_view kind, std::string_view name, const RuleBook& book);

// The last statement of the consent interfaces in the window; null when there is none.
const ConsentSignals* last_consent_signals(const RunView& run, const Window& window);

}  // namespace consentry
