// SPDX-License-Identifier: Apache-2.0
// Parts what was tried after a run's own phases from the facts about them. Internal to
// core/observe.
#pragma once

#include "core/observe/observation.h"

namespace consentry {

// Moves every fact of Phase::aside into `run.aside`, in its order. Nothing when there is none.
void set_aside(RunObservation& run);

}  // namespace consentry
