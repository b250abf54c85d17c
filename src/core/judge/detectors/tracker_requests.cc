// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/tracker_requests.h"

#include "core/judge/detectors/fingerprinting.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"
#include "core/judge/storing_parties.h"

namespace consentry {
namespace {

struct Reading {
  Verdict weight = Verdict::pass;
  std::string_view what;
};

Reading read_request(const SentRequest& sent, const std::set<std::string>& storing,
                     const std::set<std::string>& fingerprinting) {
  switch (grade_of(sent)) {
    case TrackerGrade::none:
      return {};
    case TrackerGrade::attempted:
      return {Verdict::risk, "only prepared, or not answered"};
    case TrackerGrade::tag_manager:
      return {Verdict::risk, "a tag manager, which loads others"};
    case TrackerGrade::own:
      return {Verdict::risk, "a tracker of the site's own"};
    case TrackerGrade::tracking:
      break;
  }
  const std::string party = name_of_party(*sent.facts, sent.request->url);
  if (storing.contains(party)) {
    return {Verdict::breach, "a tracker whose cookie or storage was written at the same time"};
  }
  if (fingerprinting.contains(party)) {
    return {Verdict::breach, "a tracker that read the device's features at the same time"};
  }
  return {Verdict::likely_breach, "a tracker"};
}

}  // namespace

Finding tracker_requests(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  const Stage stage = stage_of(question.phase);
  const Rule* by_device = question.book.find("PRE-06");
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    const auto storing = storing_parties(question.site, *run, stage);
    const auto fingerprinting =
        by_device == nullptr
            ? std::set<std::string>()
            : fingerprinting_parties({question.site, *by_device, question.book, question.profile,
                                      question.phase, question.declaration},
                                     *run);
    for (const SentRequest& sent : run->requests) {
      if (sent.stage != stage || !sent.of_this_page) continue;
      const Reading reading = read_request(sent, storing, fingerprinting);
      tally.add(*run, {reading.weight, name_of_party(*sent.facts, sent.request->url),
                       evidence_of(sent, reading.what)});
    }
  }
  return tally.conclude("Requests went to trackers before any choice",
                        "No request went to a known tracker before a choice.");
}

}  // namespace consentry
