// SPDX-License-Identifier: Apache-2.0
// Orders what happened in one run around the visitor's choice. A choice step begins while the
// banner is still being looked for, so the phase alone does not say whether something came before
// or after the decisive click.
#pragma once

#include <cstdint>
#include <map>

#include "core/observe/observation.h"

namespace consentry {

enum class Stage {
  other,  // while choosing, or after a choice that was not made: no rule may use it
  before,
  after_refusal,
  after_acceptance,
  after_withdrawal,
  after_one_purpose,
  gpc,
};

// The stage that a phase is about.
Stage stage_of(Phase phase);

// Refers to the run, which must outlive it.
class Timeline {
 public:
  explicit Timeline(const RunObservation& run);

  // After a choice means: later in the log than the last click towards it (when autoconsent acted:
  // than the line that states the outcome), and the choice is `done`.
  [[nodiscard]] Stage stage(const Moment& when, const EventRef& at) const;
  // The last outcome of an attempt to choose; null when there was none.
  [[nodiscard]] const ChoiceOutcome* outcome(Phase wanted) const;
  // The line after which an attempted choice lies behind, whatever its outcome; 0 without attempt.
  [[nodiscard]] std::uint64_t decided_at(Phase wanted) const;
  // The line of the first click towards a choice; the largest number when nothing was clicked.
  [[nodiscard]] std::uint64_t first_click(Phase wanted) const;

 private:
  const RunObservation* run_;
  std::map<Phase, const ChoiceOutcome*> outcomes_;
};

}  // namespace consentry
