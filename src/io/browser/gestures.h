// SPDX-License-Identifier: Apache-2.0
// What a visitor does beside choosing: waits, scrolls, presses Escape, closes the banner. Tried on a
// page where a banner stands, to see whether the site takes it for consent.
#pragma once

#include <optional>
#include <string>

#include "core/observe/phase.h"
#include "io/browser/banner_finder.h"
#include "io/browser/deadline.h"

namespace consentry {

// By this time after the page's arrival whoever waits has waited.
inline constexpr std::chrono::milliseconds kWaited{4'500};

// One page. Not thread-safe.
class Gestures {
 public:
  // Both outlive it. `arrived`: when the page did.
  Gestures(Tab& tab, const RunTools& tools, Deadline arrived)
      : tab_(tab), finder_(tab, tools), arrived_(arrived) {}

  // Of Step::phone only, once the page in the phone's window was looked at.
  void back_to_desk();
  // Looks for the banner; false when there is none.
  bool look();
  // The last look, for the log.
  [[nodiscard]] std::string line();
  // `step` is one of those of Phase::aside. Whether it can be done here: whether the page can be
  // scrolled, whether the banner has a control that closes it.
  bool possible(Step step);
  void perform(Step step, Deadline end);

 private:
  [[nodiscard]] bool narrow();
  [[nodiscard]] const SeenControl* cross() const;
  void click_cross();

  Tab& tab_;
  BannerFinder finder_;
  Deadline arrived_;
  std::optional<SeenBanner> banner_;
};

}  // namespace consentry
