// SPDX-License-Identifier: Apache-2.0
// PRE-01: requests to trackers before any choice.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding tracker_requests(const Question& question);

}  // namespace consentry
