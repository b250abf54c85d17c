// SPDX-License-Identifier: Apache-2.0
// Whether what is tried at the end of the run with Global Privacy Control has to be tried again in a
// profile that does not send the signal. A site that honours the signal may ask for nothing under it
// and load nothing that listens, so that its page has nothing left to be tried on.
#pragma once

#include "core/judge/judge.h"

namespace consentry {

// False as well when the run with the signal showed no page, or was not made.
bool needs_trials_without_signal(const SiteFacts& site);

}  // namespace consentry
