// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/global_privacy_control.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/judge/consent_claim.h"
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

// What American consent strings still say of the visitor who opts out by the signal.
void add_us_strings(const Question& question, const RunView& run, Tally& tally) {
  const Profile* profile = question.book.profile(question.profile);
  if (profile == nullptr || profile->regime != "opt-out") return;
  for (const ConsentClaim& claim : consent_claims(run, question.book, {Phase::gpc, 0})) {
    if (claim.source != ClaimSource::us_opt_out) continue;
    Sign sign{Verdict::likely_breach, claim.subject, {}};
    sign.evidence.at = claim.at;
    sign.evidence.text = claim.text;
    tally.add(run, std::move(sign));
  }
}

using Claimed = std::set<std::pair<ClaimSource, std::string>>;

// What is noted as consent without the signal, so that the signal is not its cause.
Claimed claimed_anyway(const SiteView& site, const RuleBook& book) {
  Claimed claimed;
  for (const RunView* run : speakers_for(site, Phase::before).runs) {
    for (const ConsentClaim& claim : consent_claims(*run, book, {Phase::before, 0})) {
      claimed.emplace(claim.source, claim.subject);
    }
  }
  return claimed;
}

void add_new_claims(const Question& question, const RunView& run, const Claimed& anyway,
                    Tally& tally) {
  for (const ConsentClaim& claim : consent_claims(run, question.book, {Phase::gpc, 0})) {
    const bool doubtful =
        claim.source == ClaimSource::us_opt_out || claim.source == ClaimSource::assumed_record;
    if (doubtful || anyway.contains({claim.source, claim.subject})) continue;
    Sign sign{Verdict::likely_breach, claim.subject, {}};
    sign.evidence.at = claim.at;
    sign.evidence.text = claim.text + ", only where the signal is sent";
    tally.add(run, std::move(sign));
  }
}

Finding unseen_signal() {
  return without_verdict(Verdict::not_measured, "the page did not see the signal");
}

bool all_missing(const Speakers& speakers) {
  return std::ranges::all_of(speakers.runs,
                             [](const RunView* run) { return signal_missing(*run); });
}

}  // namespace

Finding signal_taken_as_consent(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  if (all_missing(speakers)) return unseen_signal();
  const Speakers without = speakers_for(question.site, Phase::before);
  if (without.runs.empty()) return without_verdict(Verdict::not_measured, without.reason);
  const Claimed anyway = claimed_anyway(question.site, question.book);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) add_new_claims(question, *run, anyway, tally);
  return tally.conclude("Global Privacy Control is answered by noting consent",
                        "Global Privacy Control is not taken for consent.");
}

Finding signal_ignored(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  if (all_missing(speakers)) return unseen_signal();
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    add_stored(question, *run, tally);
    add_requests(*run, tally);
    add_us_strings(question, *run, tally);
  }
  return tally.conclude("Tracking took place although Global Privacy Control was sent",
                        "With Global Privacy Control sent, no tracking was seen.");
}

}  // namespace consentry
