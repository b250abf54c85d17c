// SPDX-License-Identifier: Apache-2.0
// REJ-01, REJ-02, REJ-03: what goes on after the visitor refused.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding storage_after_refusal(const Question& question);
Finding identifiers_after_refusal(const Question& question);
Finding trackers_after_refusal(const Question& question);

}  // namespace consentry
