// SPDX-License-Identifier: Apache-2.0
#include "io/browser/open_windows.h"

#include <utility>

namespace consentry {

bool OpenWindows::admit(std::string_view target, std::string_view session) {
  if (admitted_ >= kMaxWindows) {
    ++refused_;
    return false;
  }
  ++admitted_;
  open_.emplace(target);
  sessions_.insert_or_assign(std::string(session), std::string(target));
  return true;
}

void OpenWindows::opened_below(std::string_view parent, std::string_view session) {
  const auto found = sessions_.find(parent);
  if (found == sessions_.end()) return;
  const std::string target = found->second;
  sessions_.insert_or_assign(std::string(session), target);
}

void OpenWindows::detached(std::string_view session) {
  if (const auto found = sessions_.find(session); found != sessions_.end()) sessions_.erase(found);
}

std::vector<std::string> OpenWindows::close_all() {
  admitted_ = 0;
  std::vector<std::string> targets(open_.begin(), open_.end());
  open_.clear();
  return targets;
}

std::size_t OpenWindows::take_refused() { return std::exchange(refused_, 0); }

bool OpenWindows::is_over(std::string_view session) const {
  const auto found = sessions_.find(session);
  return found != sessions_.end() && !open_.contains(found->second);
}

}  // namespace consentry
