// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/judge/detectors/after_choice.h"

namespace consentry {
namespace {

// The clicks of a visitor who knows the site: ways back that led nowhere and controls that did
// nothing are left out, and all toggles count as one, as a panel may have a switch for all.
int clicks_to_withdraw(const RunView& run) {
  int layers = 0;
  bool toggled = false;
  bool chose = false;
  for (const Click& click : run.run->clicks) {
    if (click.when.phase != Phase::withdraw) continue;
    const bool opens = click.intent == Intent::withdraw && click.layer == 1;
    if (opens) {
      layers = 1;
      toggled = chose = false;
    } else if (click.intent == Intent::toggle) {
      toggled = true;
    } else if (click.intent == Intent::settings || click.intent == Intent::policy) {
      ++layers;
    } else {
      chose = true;
    }
  }
  return layers + (toggled ? 1 : 0) + (chose ? 1 : 0);
}

// The scan opened the panel itself, by a call of the consent manager, as no way to it was seen on the
// pages: the clicks in it are not the whole of a visitor's way.
bool opened_by_call(const RunView& run) {
  const bool clicked = std::ranges::any_of(run.run->clicks, [](const Click& click) {
    return click.when.phase == Phase::withdraw && click.intent == Intent::withdraw;
  });
  const auto& ways = run.run->reopen_controls;
  return !clicked && !ways.empty() && std::ranges::none_of(ways, &ReopenControl::visible);
}

// How many clicks it took; 0 when that says nothing about a visitor's way.
int clicks_for(const RunView& run, Phase phase) {
  const ChoiceOutcome* outcome = run.timeline.outcome(phase);
  if (outcome == nullptr || outcome->result != ChoiceResult::done) return 0;
  if (!outcome->tool.starts_with("generic")) return 0;
  if (phase == Phase::accept) return outcome->clicks;
  if (opened_by_call(run)) return 0;
  return std::min(outcome->clicks, clicks_to_withdraw(run));
}

}  // namespace

Finding withdrawal_effort(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  bool counted = false;
  std::string counts;
  for (const RunView* run : speakers.runs) {
    const int withdraw = clicks_for(*run, Phase::withdraw);
    const int accept = clicks_for(*run, Phase::accept);
    if (withdraw == 0 || accept == 0) continue;
    counted = true;
    counts = std::to_string(withdraw) + " to withdraw, " + std::to_string(accept) + " to accept";
    const double more = withdraw - accept;
    if (more < question.threshold("risk_from")) continue;
    Sign sign;
    sign.weight =
        more >= question.threshold("likely_breach_from") ? Verdict::likely_breach : Verdict::risk;
    sign.evidence.at = run->timeline.outcome(Phase::withdraw)->at;
    sign.evidence.text = "Clicks: " + counts;
    tally.add(*run, std::move(sign));
  }
  if (!counted) {
    return without_verdict(Verdict::not_measured,
                           "the clicks of accepting and withdrawing cannot be compared");
  }
  return tally.conclude("Withdrawing takes more clicks than accepting (" + counts + ")",
                        "Withdrawing is about as easy as accepting (clicks: " + counts + ").");
}

}  // namespace consentry
