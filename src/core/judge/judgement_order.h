// SPDX-License-Identifier: Apache-2.0
// Puts findings into a judgement: the members that come from the rule, the order, the site's
// verdict.
#pragma once

#include "core/judge/finding.h"
#include "core/judge/rule_book.h"

namespace consentry {

// Completes the finding with rule, phase and severity and appends it.
void add_finding(SiteJudgement& judgement, const Rule& rule, Phase phase, Finding finding);

// Orders findings by phase, then rule id, and takes the greatest verdict as the site's.
void settle(SiteJudgement& judgement);

}  // namespace consentry
