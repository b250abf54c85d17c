// SPDX-License-Identifier: Apache-2.0
// GPC-01, GPC-04: tracking although the browser sent Global Privacy Control.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding signal_ignored(const Question& question);

}  // namespace consentry
