// SPDX-License-Identifier: Apache-2.0
// PRE-09: names of the site's own domain that are lent to a company which tracks.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding lent_names(const Question& question);

}  // namespace consentry
