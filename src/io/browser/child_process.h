// SPDX-License-Identifier: Apache-2.0
// A child in a process group of its own, from start to reaping: no zombie, no orphan, no inherited
// descriptor. Knows nothing of browsers.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "core/base/error.h"
#include "io/browser/deadline.h"

namespace consentry {

struct ChildSpec {
  std::vector<std::string> arguments;    // [0] is the program's path
  std::vector<std::string> environment;  // "NAME=value"; nothing else is inherited
  std::string directory;                 // working directory; empty: ours
  std::map<int, int>
      descriptors;  // child's number -> ours (O_CLOEXEC is lifted); 0, 1, 2 default to /dev/null
  std::uint64_t data_limit = 0;  // bytes of memory a process may write to; 0: as many as ours
  std::optional<uid_t> uid;      // become this user and its group of the same number
};

// Owns the process group; not thread-safe except where said.
class ChildProcess {
 public:
  // Makes our process adopt orphaned grandchildren (PR_SET_CHILD_SUBREAPER), so that it can reap
  // them. unavailable: fork failed, or the program could not be started (the text says why).
  static Result<ChildProcess> start(const ChildSpec& spec);
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;
  // Kills the whole group and reaps.
  ~ChildProcess();

  [[nodiscard]] pid_t pid() const { return pid_; }
  // True once it has ended by itself before the deadline.
  bool wait(Deadline deadline);
  // Exit status when it ended by itself.
  [[nodiscard]] std::optional<int> exit_status() const { return exit_status_; }
  void kill_group();

 private:
  explicit ChildProcess(pid_t pid) : pid_(pid) {}
  bool reap();
  pid_t pid_ = -1;
  bool reaped_ = false;
  std::optional<int> exit_status_;
};

}  // namespace consentry
