// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/tag_managers.h"

#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"

namespace consentry {

Finding tag_manager_loaded(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    for (const SentRequest& sent : run->requests) {
      if (sent.stage != stage_of(question.phase) || !sent.of_this_page) continue;
      const Request& request = *sent.request;
      if (request.type != "script" || request.status == 0 || !request.third_party) continue;
      if (grade_of(sent) != TrackerGrade::tag_manager) continue;
      tally.add(*run, {Verdict::likely_breach, name_of_party(*sent.facts, request.url),
                       evidence_of(sent, "a tag manager")});
    }
  }
  return tally.conclude("A tag manager was loaded before any choice",
                        "No tag manager was loaded before a choice.");
}

}  // namespace consentry
