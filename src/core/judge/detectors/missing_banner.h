// SPDX-License-Identifier: Apache-2.0
// PRE-18: nobody is asked, although consent would be needed.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding missing_banner(const Question& question);

}  // namespace consentry
