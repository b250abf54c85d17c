// SPDX-License-Identifier: Apache-2.0
// PRE-10: a tag manager's script was loaded, whatever it then let run.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

// likely_breach; what a country's courts have not settled is lowered by the rule's profile.
Finding tag_manager_loaded(const Question& question);

}  // namespace consentry
