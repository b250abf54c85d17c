// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/tracker_requests.h"

#include <algorithm>

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

// A connection shows the visitor's address to whoever takes it; the lookup of a name shows it to
// nobody but the resolver.
Reading read_hint(const PreparedHint& prepared) {
  const RequestFacts& facts = *prepared.facts;
  const Function function = facts.party.function;
  if (!facts.tracker && function != Function::tag_manager) return {};
  if (function == Function::consent_manager || function == Function::payment ||
      function == Function::security) {
    return {};
  }
  if (prepared.hint->kind == "preconnect") {
    return {Verdict::risk, "a connection to a tracker, which shows it the visitor's address"};
  }
  if (prepared.hint->kind == "dns-prefetch") {
    return {Verdict::info, "only the tracker's name is looked up"};
  }
  return {};  // what is loaded is a request
}

// The heaviest of what pages had the browser get ready for.
Verdict add_hints(const std::vector<const RunView*>& runs, Stage stage, Tally& tally) {
  Verdict heaviest = Verdict::pass;
  for (const RunView* run : runs) {
    for (const PreparedHint& prepared : run->hints) {
      if (prepared.stage != stage) continue;
      const Reading reading = read_hint(prepared);
      heaviest = std::max(heaviest, reading.weight);
      tally.add(*run, {reading.weight, name_of_party(*prepared.facts, prepared.hint->url),
                       evidence_of(prepared, reading.what)});
    }
  }
  return heaviest;
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
  const bool requested = !tally.empty();
  const Verdict prepared = add_hints(speakers.runs, stage, tally);
  return tally.conclude(requested ? "Requests went to trackers before any choice"
                        : prepared == Verdict::risk
                            ? "Connections to trackers were opened before any choice"
                            : "Names of trackers were looked up before any choice",
                        "No request went to a known tracker before a choice.");
}

}  // namespace consentry
