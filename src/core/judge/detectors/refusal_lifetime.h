// SPDX-License-Identifier: Apache-2.0
// UI-24: whether the visitor who refused will be asked again before half a year is over, as the
// lifetime of what the site stored with the refusal tells.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding refusal_lifetime(const Question& question);

}  // namespace consentry
