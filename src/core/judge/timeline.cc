// SPDX-License-Identifier: Apache-2.0
#include "core/judge/timeline.h"

#include <algorithm>
#include <limits>

namespace consentry {

Stage stage_of(Phase phase) {
  switch (phase) {
    case Phase::before:
      return Stage::before;
    case Phase::refuse:
      return Stage::after_refusal;
    case Phase::accept:
      return Stage::after_acceptance;
    case Phase::withdraw:
      return Stage::after_withdrawal;
    case Phase::gpc:
      return Stage::gpc;
    case Phase::one_purpose:
      return Stage::after_one_purpose;
    case Phase::revisit:
    case Phase::aside:
      break;
  }
  return Stage::other;
}

Timeline::Timeline(const RunObservation& run) : run_(&run) {
  for (const ChoiceOutcome& outcome : run.choices) outcomes_[outcome.wanted] = &outcome;
}

const ChoiceOutcome* Timeline::outcome(Phase wanted) const {
  const auto found = outcomes_.find(wanted);
  return found == outcomes_.end() ? nullptr : found->second;
}

std::uint64_t Timeline::decided_at(Phase wanted) const {
  const ChoiceOutcome* made = outcome(wanted);
  if (made == nullptr) return 0;
  std::uint64_t line = 0;
  for (const Click& click : run_->clicks) {
    const bool towards = click.when.phase == wanted && click.at.line < made->at.line;
    // A consent manager's own interface is driven for a while after such a click was noted.
    if (towards && click.tool.starts_with("autoconsent")) return made->at.line;
    if (towards) line = std::max(line, click.at.line);
  }
  return line == 0 ? made->at.line : line;
}

std::uint64_t Timeline::first_click(Phase wanted) const {
  std::uint64_t line = std::numeric_limits<std::uint64_t>::max();
  for (const Click& click : run_->clicks) {
    if (click.when.phase == wanted) line = std::min(line, click.at.line);
  }
  return line;
}

Stage Timeline::stage(const Moment& when, const EventRef& at) const {
  if (when.phase == Phase::before || when.phase == Phase::gpc) return stage_of(when.phase);
  const ChoiceOutcome* made = outcome(when.phase);
  if (made == nullptr || made->result != ChoiceResult::done) return Stage::other;
  if (at.line <= decided_at(when.phase)) return Stage::other;
  return stage_of(when.phase);
}

}  // namespace consentry
