// SPDX-License-Identifier: Apache-2.0
// When a page has come to rest: loaded, nothing under way, and nothing new for a while. Fed with
// events and times; no I/O, no clock.
//
// A request by fetch, XHR or ping counts as done with its response: trackers' bodies are often
// never read, and then loadingFinished never comes. Requests are known by their id alone, because a
// frame's request may start in one session and end in another.
//
// A page that never goes quiet is watched to the ceiling once. What kept it busy (an address asked
// for again and again, or without an end) then counts as its background for the rest of the run:
// later steps wait for what is new.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

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

// An address asked for this often within one step is asked for in a loop.
inline constexpr int kBackgroundRequests = 4;

// Not thread-safe.
class QuietWatch {
 public:
  // A new top document is about to be loaded.
  void navigation_begins(Deadline now);
  // Something was done in the page (a click): wait for what follows, without a new load.
  void touched(Deadline now);
  void handle(const DevtoolsMessage& event, Deadline now);
  // Of what is under way nothing more will be heard.
  void forget_under_way() { under_way_.clear(); }

  // The step was watched to its ceiling: what kept it busy is background from now on.
  void never_came_to_rest();

  [[nodiscard]] bool quiet(Deadline now) const;
  // When quiet() could become true if nothing more happens; max() while something is under way.
  [[nodiscard]] Deadline quiet_at() const;
  [[nodiscard]] std::size_t under_way() const { return under_way_.size(); }

 private:
  struct UnderWay {
    bool done_with_response = false;
    std::string address;
  };
  void sent(const DevtoolsMessage& event, std::string id, Deadline now);

  std::unordered_map<std::string, UnderWay> under_way_;  // by request id
  std::unordered_map<std::string, int> asked_;           // address -> requests of this step
  std::unordered_set<std::string> background_;           // addresses
  bool loaded_ = false;
  Deadline last_activity_{};
};

}  // namespace consentry
