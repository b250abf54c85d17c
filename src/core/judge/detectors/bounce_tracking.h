// SPDX-License-Identifier: Apache-2.0
// PRE-20: the way to the page leads by redirect through another site, which recognises the visitor.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

// Judges redirects of the page's own address only. A tracker that stored or read a cookie there, or
// a cookie known to need consent: likely_breach; an identifier of a host with unknown function: risk.
Finding bounce_tracking(const Question& question);

}  // namespace consentry
