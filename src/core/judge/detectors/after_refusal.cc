// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/after_refusal.h"

#include "core/judge/later_tracking.h"

namespace consentry {
namespace {

using Collect = std::vector<Sign> (*)(const SiteView&, const RunView&, Phase, ConsentGiven);

Finding collected(const Question& question, Collect collect, std::string_view head,
                  std::string_view clear) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    for (Sign& sign : collect(question.site, *run, question.phase, {}))
      tally.add(*run, std::move(sign));
  }
  return tally.conclude(head, clear);
}

}  // namespace

Finding storage_after_refusal(const Question& question) {
  return collected(question, stored_after,
                   "After refusing, new values that need consent were stored",
                   "After refusing, nothing new that needs consent was stored.");
}

Finding identifiers_after_refusal(const Question& question) {
  return collected(question, identifiers_after,
                   "After refusing, identifiers from before were still sent",
                   "After refusing, no identifier from before was sent to a third party.");
}

Finding trackers_after_refusal(const Question& question) {
  return collected(question, trackers_after,
                   "After refusing, pages still sent requests to trackers",
                   "After refusing, pages sent no request to a known tracker.");
}

}  // namespace consentry
