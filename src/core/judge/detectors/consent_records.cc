// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/consent_records.h"

#include <algorithm>

#include "core/judge/consent_claim.h"

namespace consentry {
namespace {

Sign sign_of(const ConsentClaim& claim, Verdict weight) {
  Sign sign;
  sign.weight = weight;
  sign.subject = claim.subject;
  sign.evidence.at = claim.at;
  sign.evidence.text = claim.text;
  return sign;
}

// A control labelled as refusing everything was clicked, and the site did something with it. What
// is noted then can be read even when nothing proved that the refusal was taken: that may be the
// fault.
bool refusal_clicked(const RunView& run) {
  const ChoiceOutcome* outcome = run.timeline.outcome(Phase::refuse);
  if (outcome == nullptr) return false;
  if (outcome->result == ChoiceResult::done) return true;
  if (outcome->result != ChoiceResult::unproven) return false;
  const auto clicks = [&](Intent intent) {
    return std::ranges::any_of(run.run->clicks, [&](const Click& click) {
      return click.when.phase == Phase::refuse && click.intent == intent;
    });
  };
  return clicks(Intent::refuse_all) && !clicks(Intent::accept_all);
}

Verdict weight_after_refusal(const ConsentClaim& claim) {
  switch (claim.source) {
    case ClaimSource::us_opt_out:  // a European refusal need not mean an American opt-out
      return Verdict::risk;
    case ClaimSource::assumed_record:
    case ClaimSource::gpp:
    case ClaimSource::additional_consent:
      return Verdict::likely_breach;
    case ClaimSource::tcf:
    case ClaimSource::consent_mode:
    case ClaimSource::record:
      break;
  }
  return claim.advertising ? Verdict::breach : Verdict::likely_breach;
}

}  // namespace

Finding granted_before_choice(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    for (const ConsentClaim& claim : consent_claims(*run, question.book, {question.phase, 0})) {
      // Where nobody has to ask, nobody has opted out yet.
      if (claim.source == ClaimSource::us_opt_out) continue;
      if (claim.source == ClaimSource::assumed_record) continue;
      // A manager's record may hold defaults that nobody acts on before a choice.
      const bool settled =
          claim.source == ClaimSource::tcf || claim.source == ClaimSource::consent_mode;
      tally.add(*run, sign_of(claim, settled ? Verdict::breach : Verdict::likely_breach));
    }
  }
  return tally.conclude("Consent was noted as given before any choice",
                        "Nothing noted consent before a choice.");
}

Finding refusal_noted_as_consent(const Question& question) {
  std::vector<const RunView*> runs;
  bool seen = false;
  for (const RunView& run : question.site.runs()) {
    if (refusal_clicked(run)) runs.push_back(&run);
  }
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, runs);
  for (const RunView* run : runs) {
    const Window window{question.phase, run->timeline.decided_at(question.phase)};
    seen = seen || consent_state_seen(*run, question.book, window);
    for (const ConsentClaim& claim : consent_claims(*run, question.book, window)) {
      tally.add(*run, sign_of(claim, weight_after_refusal(claim)));
    }
  }
  if (tally.empty() && speakers.runs.empty()) {
    return without_verdict(speakers.otherwise, speakers.reason);
  }
  if (tally.empty() && !seen) {
    return without_verdict(Verdict::not_measured,
                           "the site keeps its record of the choice in a form that is not known");
  }
  return tally.conclude("After refusing, the choice is noted as consent",
                        "After refusing, no record says that consent was given.");
}

Finding withdrawal_not_passed_on(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  bool seen = false;
  for (const RunView* run : speakers.runs) {
    const Window window{question.phase, run->timeline.decided_at(question.phase)};
    seen = seen || consent_state_seen(*run, question.book, window);
    for (const ConsentClaim& claim : consent_claims(*run, question.book, window)) {
      tally.add(*run,
                sign_of(claim, std::min(weight_after_refusal(claim), Verdict::likely_breach)));
    }
  }
  if (tally.empty() && !seen) {
    return without_verdict(Verdict::not_measured,
                           "the site keeps its record of the choice in a form that is not known");
  }
  return tally.conclude("After withdrawing, consent is still passed on as given",
                        "After withdrawing, no record or signal says that consent is given.");
}

}  // namespace consentry
