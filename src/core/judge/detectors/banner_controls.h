// SPDX-License-Identifier: Apache-2.0
// UI-01, UI-02, UI-05, UI-10: how the banner lets a visitor refuse.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding refuse_on_first_layer(const Question& question);
Finding click_distance(const Question& question);
Finding refuse_contrast(const Question& question);
Finding preticked_toggles(const Question& question);

}  // namespace consentry
