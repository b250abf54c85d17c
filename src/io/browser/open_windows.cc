// SPDX-License-Identifier: Apache-2.0
#include "io/browser/open_windows.h"

#include <utility>

namespace consentry {
namespace {

// Asked for in one turn of the page's scripts before the first window is told of.
constexpr std::size_t kMaxAsks = 64;

}  // namespace

std::string OpenWindows::asked(bool gesture) {
  if (!blocking_) return {};
  if (unasked_.empty()) {
    // Asking may come to nothing (a sandbox, a window that is used again): the latest counts.
    if (asks_.size() >= kMaxAsks) asks_.erase(asks_.begin());
    asks_.push_back(gesture);
    return {};
  }
  std::string target = std::move(unasked_.front());
  unasked_.erase(unasked_.begin());
  if (gesture || open_.erase(target) == 0) return {};
  --admitted_;
  return target;
}

OpenWindows::Admission OpenWindows::admit(std::string_view target, std::string_view session) {
  const bool known = !asks_.empty();
  const bool gesture = !known || asks_.back();
  if (known) asks_.pop_back();
  // What it still says before it is closed is nothing of the page's, if it is not watched.
  sessions_.insert_or_assign(std::string(session), std::string(target));
  if (!gesture) return Admission::blocked;
  if (admitted_ >= kMaxWindows) {
    ++refused_;
    return Admission::one_too_many;
  }
  ++admitted_;
  if (blocking_ && !known) unasked_.emplace_back(target);
  open_.emplace(target);
  return Admission::watched;
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
  asks_.clear();
  unasked_.clear();
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
