// SPDX-License-Identifier: Apache-2.0
#include "core/judge/judgement_order.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace consentry {

void add_finding(SiteJudgement& judgement, const Rule& rule, Phase phase, Finding finding) {
  finding.rule = rule.id;
  finding.phase = phase;
  const bool weighs = finding.verdict == Verdict::info || finding.verdict > Verdict::not_measured;
  finding.severity = weighs ? rule.severity : 0;
  judgement.findings.push_back(std::move(finding));
}

void settle(SiteJudgement& judgement) {
  std::ranges::stable_sort(judgement.findings, [](const Finding& a, const Finding& b) {
    return std::tie(a.phase, a.rule) < std::tie(b.phase, b.rule);
  });
  if (judgement.findings.empty()) {
    judgement.verdict = Verdict::not_measured;
    return;
  }
  judgement.verdict = std::ranges::max_element(judgement.findings, {}, &Finding::verdict)->verdict;
}

}  // namespace consentry
