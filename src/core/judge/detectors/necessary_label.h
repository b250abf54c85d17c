// SPDX-License-Identifier: Apache-2.0
// ACC-04: the banner calls a tracker necessary.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding tracker_called_necessary(const Question& question);

}  // namespace consentry
