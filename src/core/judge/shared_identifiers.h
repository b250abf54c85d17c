// SPDX-License-Identifier: Apache-2.0
// Identifiers of one company that were told to another, as rule PRE-07 and company files count them.
#pragma once

#include <string>
#include <vector>

#include "core/judge/travelling_value.h"

namespace consentry {

struct SharedIdentifier {
  TravellingValue value;
  std::string owner;     // company or registrable domain; empty: the site's own
  std::string receiver;  // company or registrable domain
  Verdict weight = Verdict::pass;
};

// Values of the stage that surely tell visitors apart and went to another company than their owner:
// its domain, or whose script wrote them. Tag managers, CDNs and the site itself as writers leave the
// owner open, and such values are left out when a catalogue knows their name. Both known to track:
// breach; the receiver only: likely_breach; neither, or the site's own identifier to a tracker: risk;
// a receiver that is known not to track: pass.
std::vector<SharedIdentifier> shared_identifiers(const SiteView& site, const RunView& run,
                                                 Stage stage);

}  // namespace consentry
