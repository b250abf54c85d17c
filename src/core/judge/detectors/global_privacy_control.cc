// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/global_privacy_control.h"

#include <algorithm>
#include <set>

#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"

namespace consentry {
namespace {

// The page saw no signal, so nothing can be said of what it did with it.
bool signal_missing(const RunView& run) {
  return std::ranges::any_of(run.run->consent_signals, [](const ConsentSignals& signals) {
    return signals.when.phase == Phase::gpc && signals.global_privacy_control == false;
  });
}

void add_stored(const Question& question, const RunView& run, Tally& tally) {
  std::set<ItemKey> seen;
  for (const StoredItem& item : run.stored) {
    if (item.stage != Stage::gpc || !seen.insert(item.key).second) continue;
    const Weight weight = weight_of_item(question.site, *item.facts);
    tally.add(run, {weight.verdict, shortened(item.key.name, 40),
                    evidence_of(question.site, item, weight.why)});
  }
}

void add_requests(const RunView& run, Tally& tally) {
  for (const SentRequest& sent : run.requests) {
    if (sent.stage != Stage::gpc || grade_of(sent) != TrackerGrade::tracking) continue;
    tally.add(run, {Verdict::likely_breach, name_of_party(*sent.facts, sent.request->url),
                    evidence_of(sent, "a tracker")});
  }
}

}  // namespace

Finding signal_ignored(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  if (std::ranges::all_of(speakers.runs, [](const RunView* run) { return signal_missing(*run); })) {
    return without_verdict(Verdict::not_measured, "the page did not see the signal");
  }
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    add_stored(question, *run, tally);
    add_requests(*run, tally);
  }
  return tally.conclude("Tracking took place although Global Privacy Control was sent",
                        "With Global Privacy Control sent, no tracking was seen.");
}

}  // namespace consentry
