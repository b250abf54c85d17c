// SPDX-License-Identifier: Apache-2.0
// UI-11, UI-12, UI-21: the banner's settings. UI-25, UI-26: what refusing costs beside clicks.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding legitimate_interest_toggles(const Question& question);
Finding save_trap(const Question& question);
Finding granularity(const Question& question);
Finding refusal_time(const Question& question);
Finding asking_again(const Question& question);

}  // namespace consentry
