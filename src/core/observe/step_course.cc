// SPDX-License-Identifier: Apache-2.0
#include "core/observe/step_course.h"

#include <algorithm>
#include <boost/json.hpp>

#include "core/observe/json_members.h"

namespace consentry {

bool StepCourse::take(const boost::json::object& line) {
  const std::optional<Phase> phase = phase_named(view_at(line, "phase"));
  const std::optional<Step> step = step_named(view_at(line, "step"));
  if (!phase || !step) return false;
  const std::string_view at = view_at(line, "at");
  if (at == "begin") {
    course_.push_back({*phase, *step});
    return true;
  }
  if (course_.empty() || course_.back().phase != *phase || course_.back().step != *step)
    return false;
  if (at == "settled") course_.back().settled = true;
  if (at == "end") course_.back().ended = true;
  return at == "settled" || at == "end";
}

Moment StepCourse::now(double ms) const {
  if (!course_.empty()) return {course_.back().phase, course_.back().step, ms};
  return {planned_.empty() ? Phase::before : planned_.front(), Step::load, ms};
}

std::vector<Phase> StepCourse::measured() const {
  std::vector<Phase> phases;
  for (const Phase phase : kPhases) {
    const auto in_phase = [phase](const Stretch& stretch) { return stretch.phase == phase; };
    const auto unsettled = [phase](const Stretch& stretch) {
      return stretch.phase == phase && !stretch.settled;
    };
    if (std::ranges::any_of(course_, in_phase) && std::ranges::none_of(course_, unsettled)) {
      phases.push_back(phase);
    }
  }
  return phases;
}

bool StepCourse::all_ended(const std::vector<ChoiceOutcome>& choices) const {
  if (!std::ranges::all_of(course_, [](const Stretch& stretch) { return stretch.ended; }))
    return false;
  return std::ranges::all_of(planned_, [&](Phase phase) {
    return std::ranges::any_of(course_, [phase](const auto& one) { return one.phase == phase; }) ||
           std::ranges::any_of(choices, [phase](const auto& one) { return one.wanted == phase; });
  });
}

}  // namespace consentry
