// SPDX-License-Identifier: Apache-2.0
// ACC-05: data goes to a company in a country without an adequacy decision, and the policy does not
// speak of transfers.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

// A risk, never more: where a company is seated does not prove where its servers stand. Threshold
// "letters": as of declaration_missing. Companies whose seat is not listed are not spoken of.
Finding untold_transfers(const Question& question);

}  // namespace consentry
