// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/page_requests.h"

#include <utility>

namespace consentry {

Finding judge_requests(const Question& question, RequestReading read, std::string_view head,
                       std::string_view clear) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    for (const SentRequest& sent : run->requests) {
      if (sent.stage != stage_of(question.phase) || !sent.of_this_page) continue;
      if (auto sign = read(question, *run, sent)) tally.add(*run, *std::move(sign));
    }
  }
  return tally.conclude(head, clear);
}

}  // namespace consentry
