// SPDX-License-Identifier: Apache-2.0
// UI-03, UI-04, UI-06, UI-07, UI-08, UI-09, UI-27, UI-28: how refusing looks beside accepting, and
// who can reach it.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding refuse_as_text(const Question& question);
Finding refuse_outside_box(const Question& question);
Finding prominence(const Question& question);
Finding control_size(const Question& question);
Finding text_treatment(const Question& question);
Finding refuse_reachability(const Question& question);
Finding close_cross(const Question& question);
Finding accessibility(const Question& question);

}  // namespace consentry
