// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "core/judge/detectors/after_choice.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"

namespace consentry {
namespace {

// What consent had brought earlier, deleted since or not, is no addition.
bool seen_before(const RunView& run, const ItemKey& key, std::uint64_t line) {
  return std::ranges::any_of(
      run.stored, [&](const StoredItem& item) { return item.key == key && item.at.line <= line; });
}

void add_items(const Question& question, const RunView& run, Tally& tally) {
  const std::uint64_t decided = run.timeline.decided_at(Phase::withdraw);
  std::set<ItemKey> told;
  for (const StoredItem& item : run.stored) {
    // On the page of the withdrawal itself what consent had started may still arrive.
    const bool later = item.stage == Stage::after_withdrawal && item.when.step != Step::choice;
    if (!later || seen_before(run, item.key, decided)) continue;
    const Weight weight = weight_of_item(question.site, *item.facts);
    if (weight.verdict < Verdict::likely_breach || !told.insert(item.key).second) continue;
    tally.add(run, {weight.verdict, shortened(item.key.name, 40),
                    evidence_of(question.site, item, weight.why)});
  }
}

}  // namespace

Finding storage_by_withdrawal(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) add_items(question, *run, tally);
  return tally.conclude("Withdrawing brought values that need consent and were not there before",
                        "Withdrawing brought nothing new that needs consent.");
}

}  // namespace consentry
