// SPDX-License-Identifier: Apache-2.0
// What the site says about itself beside its pages: a policy that cannot be read (UI-22), its word on
// Global Privacy Control (GPC-03).
#pragma once

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding dead_policy_link(const Question& question);
Finding gpc_support_file(const Question& question);

}  // namespace consentry
