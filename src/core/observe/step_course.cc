// SPDX-License-Identifier: Apache-2.0
#include "core/observe/step_course.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "core/observe/json_members.h"

namespace consentry {
namespace {

constexpr std::array<std::string_view, 10> kWithoutPage{
    "crash", "timeout", "http-error", "not-html",    "bot-wall",
    "dns",   "tls",     "refused",    "unreachable", "download"};

bool carries_phase(Step step) {
  return step == Step::load || step == Step::choice || step == Step::reload ||
         step == Step::other_site || step == Step::next_day || step == Step::next_month ||
         step == Step::half_year;
}

}  // namespace

bool StepCourse::take(const boost::json::object& line) {
  const std::optional<Phase> phase = logged_phase_named(view_at(line, "phase"));
  const std::optional<Step> step = step_named(view_at(line, "step"));
  if (!phase || !step) return false;
  const std::string_view at = view_at(line, "at");
  if (at == "begin") {
    // A choice may begin with going back to the page it is to be made on: one step, begun twice.
    const bool again = !course_.empty() && !course_.back().ended &&
                       course_.back().phase == *phase && course_.back().step == *step;
    if (!again) course_.push_back({*phase, *step});
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

void StepCourse::noted(std::string_view topic) {
  if (course_.empty() || std::ranges::find(kWithoutPage, topic) == kWithoutPage.end()) return;
  course_.back().without_page = true;
}

void StepCourse::chosen() {
  if (!course_.empty() && course_.back().step == Step::choice) course_.back().settled = true;
}

std::vector<Phase> StepCourse::measured() const {
  std::vector<Phase> phases;
  for (const Phase phase : kPhases) {
    bool any = false;
    bool all = true;
    for (const Stretch& stretch : course_) {
      if (stretch.phase != phase || !carries_phase(stretch.step)) continue;
      any = true;
      all = all && stretch.settled && !stretch.without_page;
    }
    if (any && all) phases.push_back(phase);
  }
  return phases;
}

bool StepCourse::all_ended() const {
  return std::ranges::all_of(course_, [](const Stretch& stretch) {
    return stretch.ended || stretch.phase == Phase::aside;
  });
}

}  // namespace consentry
