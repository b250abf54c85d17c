// SPDX-License-Identifier: Apache-2.0
#include "core/observe/aside.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace consentry {
namespace {

template <typename Fact>
void move_aside(std::vector<Fact>& from, std::vector<Fact>& to) {
  const auto aside = std::ranges::stable_partition(
      from, [](const Fact& fact) { return fact.when.phase != Phase::aside; });
  std::ranges::move(aside, std::back_inserter(to));
  from.erase(aside.begin(), aside.end());
}

}  // namespace

void set_aside(RunObservation& run) {
  if (run.trials.empty()) return;
  RunObservation aside;
  aside.name = run.name;
  aside.site_url = run.site_url;
  aside.final_url = run.final_url;
  aside.started = run.started;
  aside.global_privacy_control = run.global_privacy_control;
  move_aside(run.requests, aside.requests);
  move_aside(run.cookie_writes, aside.cookie_writes);
  move_aside(run.cookie_rows, aside.cookie_rows);
  move_aside(run.storage, aside.storage);
  move_aside(run.device_reads, aside.device_reads);
  move_aside(run.hints, aside.hints);
  move_aside(run.consent_commands, aside.consent_commands);
  move_aside(run.consent_signals, aside.consent_signals);
  move_aside(run.banner_views, aside.banner_views);
  move_aside(run.clicks, aside.clicks);
  move_aside(run.choices, aside.choices);
  move_aside(run.reopen_controls, aside.reopen_controls);
  move_aside(run.screenshots, aside.screenshots);
  move_aside(run.blocked_windows, aside.blocked_windows);
  move_aside(run.limitations, aside.limitations);
  move_aside(run.documents, aside.documents);
  move_aside(run.typed, aside.typed);
  aside.trials = std::exchange(run.trials, {});
  run.aside.push_back(std::move(aside));
}

}  // namespace consentry
