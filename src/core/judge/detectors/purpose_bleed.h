// SPDX-License-Identifier: Apache-2.0
// ACC-02: what serves another purpose than the one that alone was agreed to.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding purpose_bleed(const Question& question);

}  // namespace consentry
