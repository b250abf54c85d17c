// SPDX-License-Identifier: Apache-2.0
// UI-23: what the banner loses on a phone's screen.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding lost_on_phone(const Question& question);

}  // namespace consentry
