// SPDX-License-Identifier: Apache-2.0
// PRE-17: cookies that need consent, or tell visitors apart, and outlast what authorities accept.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

// Threshold "days". Known to need consent: likely_breach, lowered by profile where no authority has
// named a number; an identifier of unknown purpose: risk.
Finding excessive_lifetime(const Question& question);

}  // namespace consentry
