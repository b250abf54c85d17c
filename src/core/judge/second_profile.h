// SPDX-License-Identifier: Apache-2.0
// Whether a site has to be seen by a second clean profile. A claim about what happens before a
// choice rests on two independent profiles, and only values that differ between them are
// identifiers; where one profile met nothing to claim and nothing to compare, a second can only
// repeat it.
#pragma once

#include "core/judge/judge.h"

namespace consentry {

// `judgement` is the site's own, by one profile. False as well when nothing could be measured.
bool needs_second_profile(const SiteFacts& site, const SiteJudgement& judgement);

// Whether the banner's settings have to be opened in another profile as well: what one profile alone
// saw ticked in them weighs more when two have.
bool needs_settings_again(const RuleBook& book, const SiteJudgement& judgement);

}  // namespace consentry
