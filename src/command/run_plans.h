// SPDX-License-Identifier: Apache-2.0
// Which clean profiles a set of phases needs.
#pragma once

#include <string>
#include <vector>

#include "core/observe/phase.h"

namespace consentry {

struct PlannedRun {
  std::string name;           // "refuse" "accept" "gpc" "before" "before-2"
  std::vector<Phase> phases;  // in the order they happen in this profile
  bool gpc = false;
};

// The runs for the phases asked for. Every run but the gpc one observes `before` first, and at
// least two do: a claim about it rests on two independent profiles, and only values that differ
// between them are identifiers. Withdrawing implies accepting.
std::vector<PlannedRun> plan_runs(const std::vector<Phase>& asked);

}  // namespace consentry
