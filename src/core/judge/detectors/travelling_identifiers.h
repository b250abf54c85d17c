// SPDX-License-Identifier: Apache-2.0
// PRE-05: identifiers read from the device and sent out. PRE-07: identifiers of one company told to
// another.
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

// What needs consent or tells visitors apart, was stored in the phase, and then went to a third
// party. Known purpose and a tracker as receiver: breach; one of the two: likely_breach; an unknown
// receiver of an unknown value: nothing.
Finding identifiers_read(const Question& question);

// A value that surely tells visitors apart goes to another company than its owner: its domain, or
// whose script wrote it. Tag managers, CDNs and the site itself as writers leave the owner open.
// Both known to track: breach; the receiver only: likely_breach; neither, or the site's own
// identifier to a tracker: risk.
Finding identifiers_shared(const Question& question);

}  // namespace consentry
