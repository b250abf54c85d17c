// SPDX-License-Identifier: Apache-2.0
#include "core/judge/second_profile.h"

#include <algorithm>
#include <string_view>

namespace consentry {
namespace {

// The only finding about settings that two profiles make a breach (docs/formats/rules.md).
constexpr std::string_view kPretickedToggles = "preticked-toggles";

}  // namespace

bool needs_second_profile(const SiteFacts& site, const SiteJudgement& judgement) {
  const bool claimed = std::ranges::any_of(
      judgement.findings, [](const Finding& finding) { return finding.verdict >= Verdict::risk; });
  return claimed || std::ranges::any_of(site.classification.items, [](const auto& entry) {
           const ItemFacts& item = entry.second;
           return item.identifier != IdentifierStrength::none && item.purpose == Purpose::unknown;
         });
}

bool needs_settings_again(const RuleBook& book, const SiteJudgement& judgement) {
  return std::ranges::any_of(judgement.findings, [&book](const Finding& finding) {
    const Rule* rule = book.find(finding.rule);
    return rule != nullptr && rule->detector == kPretickedToggles && finding.runs_total == 1 &&
           finding.verdict == Verdict::likely_breach;
  });
}

}  // namespace consentry
