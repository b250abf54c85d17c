// SPDX-License-Identifier: Apache-2.0
// GUC-01: Google's tags on a page that tells them nothing of the visitor's choice.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding google_signal(const Question& question);

}  // namespace consentry
