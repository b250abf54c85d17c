// SPDX-License-Identifier: Apache-2.0
// When a page has come to rest: loaded, nothing under way, and nothing new for a while. Fed with
// events and times; no I/O, no clock.
//
// A request by fetch, XHR or ping counts as done with its response: trackers' bodies are often
// never read, and then loadingFinished never comes. Requests are known by their id alone, because a
// frame's request may start in one session and end in another.
#pragma once

#include <string>
#include <unordered_map>

#include "io/browser/deadline.h"

namespace consentry {

class DevtoolsMessage;

// Nothing new for this long is quiet. Shorter loses what scripts start after a timer of a few
// hundred milliseconds, longer costs every page.
inline constexpr std::chrono::milliseconds kQuietTime{500};
// From the document's arrival. What a page sends later is still logged until the step ends.
inline constexpr std::chrono::milliseconds kSettleCeiling{6'000};
// After a click: at least this, because idle is already true when the click lands.
inline constexpr std::chrono::milliseconds kClickFloor{350};
inline constexpr std::chrono::milliseconds kClickCeiling{4'000};

// Not thread-safe.
class QuietWatch {
 public:
  // A new top document is about to be loaded.
  void navigation_begins(Deadline now);
  // Something was done in the page (a click): wait for what follows, without a new load.
  void touched(Deadline now) { last_activity_ = now; }
  void handle(const DevtoolsMessage& event, Deadline now);

  [[nodiscard]] bool quiet(Deadline now) const;
  // When quiet() could become true if nothing more happens; max() while something is under way.
  [[nodiscard]] Deadline quiet_at() const;
  [[nodiscard]] std::size_t under_way() const { return under_way_.size(); }

 private:
  std::unordered_map<std::string, bool> under_way_;  // request id -> done with its response
  bool loaded_ = false;
  Deadline last_activity_{};
};

}  // namespace consentry
