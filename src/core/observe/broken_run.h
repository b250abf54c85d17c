// SPDX-License-Identifier: Apache-2.0
// Runs that broke off, and whether measuring once more is worth while. Sites are measured side by
// side on one machine: a page that takes all of its time or memory can starve another's.
#pragma once

#include <string>

#include "core/observe/observation.h"

namespace consentry {

// Why the run broke off, if that may be the doing of what was visited beside it: the page or the
// browser stopped answering or crashed, or time ran out. "" when the run is complete, and when the
// cause is the site's own (an error status, a bot check, a name that does not resolve).
std::string broke_off_for_want_of_machine(const RunObservation& run);

// Whether `second`, a run of the same plan, measured all that `first` did and more.
bool is_more_complete(const RunObservation& second, const RunObservation& first);

}  // namespace consentry
