// SPDX-License-Identifier: Apache-2.0
// What counts as tracking after a choice against it, for one run: storing anew, sending
// identifiers, calling trackers. Refusal and withdrawal are judged by the same measure.
#pragma once

#include <vector>

#include "core/judge/site_view.h"
#include "core/judge/tally.h"

namespace consentry {

// Items that were not there at the choice and were stored after it. On the page of the choice
// itself a response's cookie counts only when its request began after the choice; a value without a
// known write counts only on a later page. Identifiers of unknown purpose in the site's own name
// count only when another company's script wrote them.
std::vector<Sign> stored_after(const SiteView& site, const RunView& run, Phase phase);

// Identifiers from before the choice that were sent after it.
std::vector<Sign> identifiers_after(const SiteView& site, const RunView& run, Phase phase);

// Tracker requests on pages loaded after the choice; breach for parties that store or receive
// identifiers there, else likely_breach; the site's own trackers are a risk.
std::vector<Sign> trackers_after(const SiteView& site, const RunView& run, Phase phase);

}  // namespace consentry
