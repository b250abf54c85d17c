// SPDX-License-Identifier: Apache-2.0
// Windows that a page has opened, and whose sessions are theirs: a window's own and those of frames
// and workers in it. Fed with what the browser tells; no I/O.
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
  // A window of the page is there. False: one too many, it is to be closed unseen.
  bool admit(std::string_view target, std::string_view session);
  // `session` was opened below `parent`; it is a window's if `parent` is.
  void opened_below(std::string_view parent, std::string_view session);
  void detached(std::string_view session);

  // The targets to be closed. What their sessions still say belongs to no step (is_over), and the
  // count begins anew.
  std::vector<std::string> close_all();
  // Windows that were not admitted since the last call.
  std::size_t take_refused();

  [[nodiscard]] bool has(std::string_view session) const { return sessions_.contains(session); }
  [[nodiscard]] bool is_over(std::string_view session) const;

 private:
  std::map<std::string, std::string, std::less<>> sessions_;  // -> target of the window
  std::set<std::string, std::less<>> open_;                   // targets
  std::size_t admitted_ = 0;
  std::size_t refused_ = 0;
};

}  // namespace consentry
