// SPDX-License-Identifier: Apache-2.0
// Which sites to visit one after another in one profile, so that it can be seen whether a company
// recognises the same visitor on several of them (rule XS-01). Separate profiles cannot show that:
// each gets an identifier of its own.
#pragma once

#include <string>
#include <vector>

#include "core/judge/judge.h"

namespace consentry {

// One profile visits at most this many sites: enough to show following, short enough that a crash
// costs little and that the groups, which run side by side, do not end in one long tail.
inline constexpr std::size_t kMaxSitesPerCrossVisit = 4;

// Whether a third party's identifier-like cookie lay on the device before any choice: without one
// there is nobody to follow the visitor by a cookie.
bool may_be_followed(const SiteFacts& site);

// Groups of site addresses. Every site on which a third party stored an identifier-like cookie that
// also occurs on another site stands in a group with such another site; sites without are in none.
// Deterministic: the same sites give the same groups.
std::vector<std::vector<std::string>> plan_cross_visits(const std::vector<SiteFacts>& sites);

}  // namespace consentry
