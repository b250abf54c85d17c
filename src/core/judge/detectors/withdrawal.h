// SPDX-License-Identifier: Apache-2.0
// WDR-01: a way back to the choice; WDR-03: what goes on after withdrawing.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding withdrawal_access(const Question& question);
Finding tracking_after_withdrawal(const Question& question);

}  // namespace consentry
