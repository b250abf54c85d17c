// SPDX-License-Identifier: Apache-2.0
#include "core/judge/second_profile.h"

#include <algorithm>

namespace consentry {

bool needs_second_profile(const SiteFacts& site, const SiteJudgement& judgement) {
  const bool claimed = std::ranges::any_of(
      judgement.findings, [](const Finding& finding) { return finding.verdict >= Verdict::risk; });
  return claimed || std::ranges::any_of(site.classification.items, [](const auto& entry) {
           const ItemFacts& item = entry.second;
           return item.identifier != IdentifierStrength::none && item.purpose == Purpose::unknown;
         });
}

}  // namespace consentry
