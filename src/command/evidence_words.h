// SPDX-License-Identifier: Apache-2.0
// A bundle and its checks in words, for a terminal and as JSON. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "command/evidence_check.h"

namespace consentry {

// One line a step.
std::string checks_text(const std::vector<EvidenceCheck>& checks);
// What, when, from where, by which program, in whose hands, each step, what is missing.
std::string bundle_text(const Bundle& bundle, const std::vector<EvidenceCheck>& checks);
// The same as `consentry-evidence-view/1`.
std::string bundle_json(const Bundle& bundle, const std::vector<EvidenceCheck>& checks);

}  // namespace consentry
