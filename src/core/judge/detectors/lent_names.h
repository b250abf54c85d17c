// SPDX-License-Identifier: Apache-2.0
// PRE-09: names of the site's own domain that are lent to a company which tracks: an alias leads there
// (likely breach), or they answer from the address of its host (risk; shared_address.h).
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding lent_names(const Question& question);

}  // namespace consentry
