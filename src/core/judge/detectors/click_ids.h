// SPDX-License-Identifier: Apache-2.0
// PRE-08: the identifier that an advertisement's link carries, kept by the page it leads to.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

// not_applicable when the visited address carried none: nothing is added to addresses, since that
// would change what the site does. Kept under a catalogued marketing name: breach; by a third
// party's script: likely_breach; by the site itself: risk.
Finding click_ids_kept(const Question& question);

}  // namespace consentry
