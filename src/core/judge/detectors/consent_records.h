// SPDX-License-Identifier: Apache-2.0
// PRE-19: consent that is noted before anybody gave it; REJ-04: a refusal noted as consent;
// WDR-07: a withdrawal that no signal passes on.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding granted_before_choice(const Question& question);
Finding refusal_noted_as_consent(const Question& question);
Finding withdrawal_not_passed_on(const Question& question);

}  // namespace consentry
