// SPDX-License-Identifier: Apache-2.0
#include "command/run_plans.h"

#include <algorithm>

namespace consentry {
namespace {

bool has(const std::vector<Phase>& phases, Phase phase) {
  return std::ranges::find(phases, phase) != phases.end();
}

}  // namespace

std::vector<PlannedRun> plan_runs(const std::vector<Phase>& asked) {
  std::vector<PlannedRun> runs;
  if (has(asked, Phase::refuse) || has(asked, Phase::revisit)) {
    PlannedRun refuse{"refuse", {Phase::before, Phase::refuse}, false};
    if (has(asked, Phase::revisit)) refuse.phases.push_back(Phase::revisit);
    runs.push_back(std::move(refuse));
  }
  if (has(asked, Phase::accept) || has(asked, Phase::withdraw)) {
    PlannedRun accept{"accept", {Phase::before, Phase::accept}, false};
    if (has(asked, Phase::withdraw)) accept.phases.push_back(Phase::withdraw);
    runs.push_back(std::move(accept));
  }
  if (has(asked, Phase::one_purpose))
    runs.push_back({"one-purpose", {Phase::before, Phase::one_purpose}, false});
  if (runs.empty() && has(asked, Phase::before)) runs.push_back({"before", {Phase::before}, false});
  if (has(asked, Phase::gpc)) {
    // Without a run that shows the site as it is without the signal, nothing can be compared.
    if (runs.empty()) runs.push_back({"before", {Phase::before}, false});
    runs.push_back({"gpc", {Phase::gpc}, true});
  }
  const auto observes_before = [](const PlannedRun& run) { return !run.gpc; };
  const bool alone = std::ranges::count_if(runs, observes_before) == 1;
  if (has(asked, Phase::gpc)) runs.push_back({"aside", {Phase::before}, false, false, true});
  // Where a refusal does not lead through the settings, only who accepts has opened them before.
  if (has(asked, Phase::accept) || has(asked, Phase::withdraw))
    runs.push_back({"settings", {Phase::before}, false, false, false, true});
  if (alone) {
    runs.push_back({"before-2", {Phase::before}, false, true});
  }
  return runs;
}

}  // namespace consentry
