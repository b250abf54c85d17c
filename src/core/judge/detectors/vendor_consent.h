// SPDX-License-Identifier: Apache-2.0
// TCF-03: vendors that store or read although the TC string of that moment does not let them.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding vendor_consent(const Question& question);

}  // namespace consentry
