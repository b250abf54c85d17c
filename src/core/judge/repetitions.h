// SPDX-License-Identifier: Apache-2.0
// A site measured several times over, each time in fresh profiles: what the judgements of all
// repetitions say together. Pages differ from visit to visit; nothing is averaged and nothing is
// dropped. A finding is told as the repetition with the heaviest verdict tells it, with the verdict
// of every repetition beside it, and evidence that only some repetitions show says in how many.
#pragma once

#include <string>
#include <vector>

#include "core/judge/finding.h"

namespace consentry {

// Evidence of other repetitions that a told finding takes in, at most.
inline constexpr std::size_t kMaxEvidenceAdded = 20;

// judgements: of one site, by one rule book and profile, in the order of the repetitions. The
// judgement of a single repetition is returned as it is; none gives an empty one. A rule and phase
// that a repetition lacks counts as not measured there. Findings stand in the order of settle().
SiteJudgement merge_repetitions(std::vector<SiteJudgement> judgements);

// Repetitions whose verdict is the one told; 0 when the site was measured once.
int repeats_agreeing(const Finding& finding);
// Some repetition has another verdict than the one told.
bool differs_between_repeats(const Finding& finding);

// What two pieces of evidence of different repetitions share when they are about the same thing:
// company, host and wording without values, numbers and paths. Two things of one company at one
// host may share it when nothing else tells them apart.
std::string likeness_of(const Evidence& evidence);

}  // namespace consentry
