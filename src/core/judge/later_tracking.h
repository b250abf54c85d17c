// SPDX-License-Identifier: Apache-2.0
// What counts as tracking after a choice against it, for one run: storing anew, sending
// identifiers, calling trackers. Refusal and withdrawal are judged by the same measure; so is consent
// to one purpose alone, as far as what is stored or called is known to serve another one.
#pragma once

#include <set>
#include <vector>

#include "core/judge/site_view.h"
#include "core/judge/tally.h"

namespace consentry {

// Consent to one purpose. Without purpose: to none. Where nobody saw that the purpose of an item or a
// tracker could have been agreed to and was not (`declined`), it weighs as a likely breach at most.
struct ConsentGiven {
  Purpose purpose = Purpose::unknown;
  const std::set<Purpose>* declined = nullptr;  // outlives the call
};

// Items that were not there at the choice and were stored after it. On the page of the choice
// itself a response's cookie counts only when its request began after the choice; a value without a
// known write counts only on a later page. Identifiers of unknown purpose in the site's own name
// count only when another company's script wrote them.
std::vector<Sign> stored_after(const SiteView& site, const RunView& run, Phase phase,
                               ConsentGiven given = {});

// Identifiers from before the choice that were sent after it.
std::vector<Sign> identifiers_after(const SiteView& site, const RunView& run, Phase phase,
                                    ConsentGiven given = {});

// Tracker requests on pages loaded after the choice; breach for parties that store or receive
// identifiers there, else likely_breach; the site's own trackers are a risk.
std::vector<Sign> trackers_after(const SiteView& site, const RunView& run, Phase phase,
                                 ConsentGiven given = {});

}  // namespace consentry
