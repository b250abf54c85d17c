// SPDX-License-Identifier: Apache-2.0
// What was typed into a field and never submitted, found again in what went to others (PRE-14).
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding listening_in(const Question& question);

}  // namespace consentry
