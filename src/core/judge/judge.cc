// SPDX-License-Identifier: Apache-2.0
#include "core/judge/judge.h"

#include <algorithm>

#include "core/judge/detectors/detector.h"
#include "core/judge/judgement_order.h"

namespace consentry {
namespace {

// Why a rule was not judged although its detector exists.
Finding outside_profile(std::string_view profile) {
  return without_verdict(Verdict::not_applicable, "the rule does not apply under the profile '" +
                                                      std::string(profile) + "'");
}

Finding answer(const Question& question, const Detector& detector) {
  const auto limit = question.book.ceiling(question.rule, question.profile);
  if (limit == Verdict::not_applicable) return outside_profile(question.profile);
  Finding finding = detector.detect(question);
  if (limit && finding.verdict > Verdict::not_measured) {
    finding.verdict = std::min(finding.verdict, *limit);
  }
  return finding;
}

// Only who asks for such a phase is told that it was not measured.
bool concerns(const SiteFacts& site, Phase phase) {
  return !only_when_asked(phase) ||
         std::ranges::any_of(site.observation.runs, [phase](const RunObservation& run) {
           return std::ranges::find(run.planned, phase) != run.planned.end();
         });
}

}  // namespace

SiteJudgement judge_site(const SiteFacts& site, const RuleBook& book, std::string_view profile) {
  const SiteView view(site);
  const Declaration declaration = read_declaration(view, book);
  SiteJudgement judgement;
  judgement.url = site.observation.url;
  for (const Rule& rule : book.rules()) {
    const Detector* detector = find_detector(rule.detector);
    if (detector == nullptr) {
      for (const Phase phase : rule.phases) {
        if (!concerns(site, phase)) continue;
        add_finding(judgement, rule, phase,
                    without_verdict(Verdict::not_measured,
                                    "this version has no detector '" + rule.detector + "'"));
      }
      continue;
    }
    if (detector->detect == nullptr) continue;
    for (const Phase phase : rule.phases) {
      if (!concerns(site, phase)) continue;
      add_finding(judgement, rule, phase,
                  answer({view, rule, book, profile, phase, declaration}, *detector));
    }
  }
  settle(judgement);
  return judgement;
}

}  // namespace consentry
