// SPDX-License-Identifier: Apache-2.0
// ACC-07: consent given on one site, claimed by another that nobody was told of (GDPR Art. 4(11),
// "specific").
#pragma once

#include <string_view>
#include <vector>

#include "core/judge/judge.h"

namespace consentry {

// One finding for each site, in their order: does the site claim a consent that was given elsewhere,
// and did the text that asked for it tell of this site? cross_runs as judge_across_sites takes them;
// those that make no choice are passed over. letters: a policy with less text counts as not read.
std::vector<Finding> reused_consents(const std::vector<SiteFacts>& sites,
                                     const std::vector<SiteFacts>& cross_runs, const RuleBook& book,
                                     double letters);

}  // namespace consentry
