// SPDX-License-Identifier: Apache-2.0
#include "core/observe/broken_run.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace consentry {
namespace {

// Net errors that tell of a machine at its end, or of an answer that came too late
// (net/base/net_error_list.h).
constexpr std::array<std::string_view, 4> kErrorsOfTheMachine{
    "ERR_TIMED_OUT", "ERR_CONNECTION_TIMED_OUT", "ERR_INSUFFICIENT_RESOURCES", "ERR_OUT_OF_MEMORY"};

bool of_the_machine(const Limitation& limit) {
  if (limit.topic == "crash" || limit.topic == "timeout") return true;
  return limit.topic == "unreachable" &&
         std::ranges::any_of(kErrorsOfTheMachine, [&](std::string_view error) {
           return limit.text.find(error) != std::string::npos;
         });
}

bool has(const std::vector<Phase>& phases, Phase phase) {
  return std::ranges::find(phases, phase) != phases.end();
}

}  // namespace

std::string broke_off_for_want_of_machine(const RunObservation& run) {
  if (run.complete) return {};
  // The last one is what ended the run.
  for (auto limit = run.limitations.rbegin(); limit != run.limitations.rend(); ++limit) {
    if (!of_the_machine(*limit)) continue;
    return std::string(name_of(limit->when.phase)) + ": " + limit->text;
  }
  return {};
}

bool is_more_complete(const RunObservation& second, const RunObservation& first) {
  const bool keeps_all =
      std::ranges::all_of(first.measured, [&](Phase phase) { return has(second.measured, phase); });
  if (!keeps_all || (first.complete && !second.complete)) return false;
  return second.measured.size() > first.measured.size() || (second.complete && !first.complete);
}

}  // namespace consentry
