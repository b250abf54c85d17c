// SPDX-License-Identifier: Apache-2.0
// What the log keeps of clicking: each click with its label and place, and pictures before and
// after.
#pragma once

#include <string>
#include <string_view>

#include "core/observe/observation.h"

namespace consentry {

class EventLog;
class Tab;

// One attempt to choose. Not thread-safe.
class BannerClicks {
 public:
  // Both outlive it.
  BannerClicks(Tab& tab, EventLog& log) : tab_(tab), log_(log) {}

  // Takes a picture unless nothing happened since the last, and logs the click that is about to be
  // made.
  void before(int layer, Intent intent, std::string_view label, std::string_view tool,
              const Rect& rect);
  // A picture of what came of it.
  void after();
  // The last picture shows the page as it is before the next click: none is needed.
  void go_on() { fresh_picture_ = true; }

  [[nodiscard]] int count() const { return count_; }

 private:
  void photograph(std::string_view moment);

  Tab& tab_;
  EventLog& log_;
  int count_ = 0;
  bool fresh_picture_ = false;
};

}  // namespace consentry
