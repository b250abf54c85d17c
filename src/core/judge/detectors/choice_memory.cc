// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <optional>

#include "core/judge/consent_claim.h"
#include "core/judge/detectors/after_choice.h"
#include "core/judge/evidence_text.h"

namespace consentry {
namespace {

constexpr double kDaySeconds = 86'400;

struct Kept {
  const CookieWrite* write = nullptr;
  const RunView* run = nullptr;
};

// The cookies that were written last after the choice, of those by which the site could remember it.
std::map<ItemKey, Kept> kept_after(const Question& question, const RunView& run, Phase phase) {
  std::map<ItemKey, Kept> kept;
  for (const CookieWrite& write : run.run->cookie_writes) {
    const bool later = write.when.phase == phase && write.blocked.empty() &&
                       write.at.line > run.timeline.decided_at(phase);
    const ItemKey key = key_of(write.domain, write.name);
    const bool record = question.site.item(key).purpose == Purpose::consent_record ||
                        keeps_choice("cookie", write.name, question.book);
    if (later && record && write.lifetime_s.value_or(1) > 0) kept[key] = {&write, &run};
  }
  return kept;
}

std::map<ItemKey, Kept> kept_in(const Question& question, const Speakers& speakers, Phase phase) {
  std::map<ItemKey, Kept> kept;
  for (const RunView* run : speakers.runs) kept.merge(kept_after(question, *run, phase));
  return kept;
}

Verdict weight_of(const Question& question, double refused_s, double accepted_s) {
  if (refused_s >= question.threshold("share") * accepted_s) return Verdict::pass;
  const double memory = question.threshold("memory_days") * kDaySeconds;
  return refused_s < memory && accepted_s >= memory ? Verdict::likely_breach : Verdict::risk;
}

Sign sign_of(const Kept& refused, const Kept& accepted, Verdict weight) {
  Sign sign;
  sign.weight = weight;
  sign.subject = shortened(refused.write->name, 40);
  sign.evidence.at = refused.write->at;
  sign.evidence.item = refused.write->name;
  sign.evidence.text = sign.subject + " after refusing " +
                       lifetime_text(refused.write->lifetime_s) + ", after accepting it " +
                       lifetime_text(accepted.write->lifetime_s);
  return sign;
}

}  // namespace

Finding choice_memory(const Question& question) {
  const Speakers refusing = speakers_for(question.site, Phase::refuse);
  if (refusing.runs.empty()) return without_verdict(refusing.otherwise, refusing.reason);
  const Speakers accepting = speakers_for(question.site, Phase::accept);
  if (accepting.runs.empty()) return without_verdict(accepting.otherwise, accepting.reason);
  const auto accepted = kept_in(question, accepting, Phase::accept);
  Tally tally(question.phase, refusing.runs);
  bool compared = false;
  for (const auto& [key, refusal] : kept_in(question, refusing, Phase::refuse)) {
    const auto consent = accepted.find(key);
    // What holds the same after either choice is no record of it.
    if (consent == accepted.end() || consent->second.write->value == refusal.write->value) continue;
    compared = true;
    // A session that ends with the browser remembers nothing beyond it.
    const double kept_s = refusal.write->lifetime_s.value_or(0);
    const auto& consent_s = consent->second.write->lifetime_s;
    if (!consent_s) continue;
    const Verdict weight = weight_of(question, kept_s, *consent_s);
    if (weight > Verdict::pass) {
      tally.add(*refusal.run, sign_of(refusal, consent->second, weight));
    }
  }
  if (!compared) {
    return without_verdict(Verdict::not_measured,
                           "no cookie that holds the choice was seen after both refusing and "
                           "accepting");
  }
  return tally.conclude("A refusal is remembered for a shorter time than consent",
                        "A refusal is remembered as long as consent.");
}

}  // namespace consentry
