// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/missing_banner.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/judge/banner_looks.h"

namespace consentry {
namespace {

// Storing and reading that consent would cover. Content that a click should load, or data that
// should not be sent at all, is no reason for a banner.
constexpr std::array<std::string_view, 9> kAskedFor{
    "tracker-requests",   "consent-required-cookies", "unknown-identifier-cookies",
    "web-storage-items",  "identifiers-read",         "fingerprinting",
    "identifiers-shared", "click-ids-kept",           "granted-before-choice"};

struct Need {
  Verdict weight = Verdict::pass;
  bool measured = false;
  std::vector<std::string> rules;  // that are at least a likely breach
};

// What those rules say about this site.
Need need_for_consent(const Question& question) {
  Need need;
  for (const Rule& rule : question.book.rules()) {
    const Detector* detector = find_detector(rule.detector);
    const bool counts = rule.category == question.rule.category &&
                        std::ranges::find(kAskedFor, rule.detector) != kAskedFor.end();
    if (!counts || detector == nullptr || detector->detect == nullptr) continue;
    const Finding finding = detector->detect({question.site, rule, question.book, question.profile,
                                              question.phase, question.declaration});
    need.measured = need.measured || finding.verdict != Verdict::not_measured;
    if (finding.verdict < Verdict::likely_breach) continue;
    need.weight = std::max(need.weight, finding.verdict);
    need.rules.push_back(rule.id);
  }
  return need;
}

}  // namespace

Finding missing_banner(const Question& question) {
  const Need need = need_for_consent(question);
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty() || !need.measured) {
    return without_verdict(speakers.otherwise, speakers.reason);
  }
  if (question.site.banner_seen())
    return passed("A consent banner is shown.", speakers.runs.size());
  std::vector<const RunView*> looking;
  for (const RunView* run : speakers.runs) {
    const BannerLook look = look_of(*run);
    if (look == BannerLook::seen) return passed("A consent banner is shown.", speakers.runs.size());
    if (look == BannerLook::none) looking.push_back(run);
  }
  if (looking.empty()) {
    return without_verdict(Verdict::not_measured, "nobody looked for a consent banner");
  }
  Tally tally(question.phase, looking);
  for (const RunView* run : looking) {
    Sign sign;
    sign.weight = need.weight;
    sign.evidence.at = look_line(*run);
    sign.evidence.text =
        "No consent banner was found; consent is needed because of " + spelled_out(need.rules);
    tally.add(*run, std::move(sign));
  }
  return tally.conclude("No consent banner was shown, although consent would be needed",
                        "No consent banner is shown, and nothing that needs consent was seen.");
}

}  // namespace consentry
