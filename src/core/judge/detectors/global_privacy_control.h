// SPDX-License-Identifier: Apache-2.0
// GPC-01, GPC-04: tracking although the browser sent Global Privacy Control; GPC-02: the
// signal answered by noting consent.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding signal_ignored(const Question& question);
Finding signal_taken_as_consent(const Question& question);

}  // namespace consentry
