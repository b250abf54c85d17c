// SPDX-License-Identifier: Apache-2.0
// Windows that a page has opened, and whose sessions are theirs: a window's own and those of frames
// and workers in it; and which of them a visitor's browser would not have let open, because no
// gesture of the visitor asked for them (HTML, "choosing a navigable": transient activation). Fed
// with what the browser tells; no I/O.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

// In one step. A page that means its visitor well opens one; one that opens windows without end
// must not cost more than its own load.
inline constexpr std::size_t kMaxWindows = 5;

// Not thread-safe.
class OpenWindows {
 public:
  enum class Admission { watched, one_too_many, blocked };

  // From now on windows that no gesture asked for are blocked; not to be called where the browser
  // does it itself, as what it blocks is asked for and never comes.
  void block_uninvited() { blocking_ = true; }
  // The page asks for a window (Page.windowOpen), which comes before the window or, on another way
  // through the browser, just after it. Returns the target of a window that was admitted and is to
  // be closed after all; empty: none.
  std::string asked(bool gesture);
  // A window of the page is there. Unless it is watched, it is to be closed unseen.
  Admission admit(std::string_view target, std::string_view session);
  // `session` was opened below `parent`; it is a window's if `parent` is.
  void opened_below(std::string_view parent, std::string_view session);
  void detached(std::string_view session);

  // The targets to be closed at the end of a step. What their sessions still say belongs to no step (is_over), and the
  // count begins anew.
  std::vector<std::string> close_all();
  // Windows that were not admitted since the last call.
  std::size_t take_refused();

  [[nodiscard]] bool has(std::string_view session) const { return sessions_.contains(session); }
  [[nodiscard]] bool is_over(std::string_view session) const;

 private:
  std::map<std::string, std::string, std::less<>> sessions_;  // -> target of the window
  std::set<std::string, std::less<>> open_;                   // targets
  std::vector<bool> asks_;            // with a gesture or without, whose window has not come yet
  std::vector<std::string> unasked_;  // targets whose asking has not been told yet
  bool blocking_ = false;
  std::size_t admitted_ = 0;
  std::size_t refused_ = 0;
};

}  // namespace consentry
