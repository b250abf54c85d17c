// SPDX-License-Identifier: Apache-2.0
// Which clean profiles a set of phases needs.
#pragma once

#include <string>
#include <vector>

#include "core/observe/phase.h"

namespace consentry {

struct PlannedRun {
  std::string name;  // "refuse" "accept" "one-purpose" "gpc" "before" "aside" "settings" "before-2"
  std::vector<Phase> phases;  // in the order they happen in this profile
  bool gpc = false;
  bool witness = false;   // confirms what another run saw; only when needed
  bool aside = false;     // tries what the run with the signal could not; only when needed
  bool settings = false;  // opens the banner's settings as one other did; only when needed

  [[nodiscard]] bool certain() const { return !witness && !aside && !settings; }
};

// The runs for the phases asked for. Every run but the gpc one observes `before` first, and two can:
// a claim about it rests on two independent profiles, and only values that differ between them are
// identifiers. When only one is certain, a witness stands last, to be run where there is something
// to confirm (core/judge/second_profile.h). Before it, and where the signal is asked for, stands a
// run for sites that show another page under the signal (core/judge/own_trials.h). Withdrawing
// implies accepting, revisiting implies refusing.
std::vector<PlannedRun> plan_runs(const std::vector<Phase>& asked);

}  // namespace consentry
