// SPDX-License-Identifier: Apache-2.0
// PRE-06: a script reads what sets the device apart, and something leaves the device afterwards.
// Canvas criteria after Englehardt & Narayanan 2016, section 6.1.
#pragma once

#include <set>
#include <string>

#include "core/judge/detectors/detector.h"

namespace consentry {

Finding fingerprinting(const Question& question);

// Companies (or registrable domains) whose scripts, or whose host as receiver, are part of a
// fingerprint that was sent in this run. question.rule must be the fingerprinting rule.
std::set<std::string> fingerprinting_parties(const Question& question, const RunView& run);

}  // namespace consentry
