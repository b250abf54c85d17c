// SPDX-License-Identifier: Apache-2.0
// The course of a run: which step of which phase the log is in, and what of it was measured.
// Internal to core/observe.
#pragma once

#include <boost/json/fwd.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "core/observe/observation.h"

namespace consentry {

class StepCourse {
 public:
  // planned: `phases` of the open line.
  explicit StepCourse(std::vector<Phase> planned) : planned_(std::move(planned)) {}

  // A line of kind step. False when its phase or step is in no word of ours; then nothing changes.
  bool take(const boost::json::object& line);

  // Phase and step of what comes now; before the first step, the first planned phase's load.
  [[nodiscard]] Moment now(double ms) const;
  // Whether the first step still runs: where the site's own redirects end is known after it.
  [[nodiscard]] bool in_first_step() const { return course_.size() <= 1; }
  // A note in the present step; some tell that no page of the site was there to be measured.
  void noted(std::string_view topic);
  // A choice that was made in the present step; it may have needed no click, so nothing settled.
  void chosen();
  // Phases in which every load, choice and reload settled, with a page of the site. Further pages
  // do not count: one dead link among them does not undo what the others showed.
  [[nodiscard]] std::vector<Phase> measured() const;
  // Every step that began came to its end; what is tried aside may break off.
  [[nodiscard]] bool all_ended() const;

 private:
  struct Stretch {
    Phase phase = Phase::before;
    Step step = Step::load;
    bool settled = false;
    bool ended = false;
    bool without_page = false;
  };

  std::vector<Phase> planned_;
  std::vector<Stretch> course_;
};

}  // namespace consentry
