// SPDX-License-Identifier: Apache-2.0
// The built program as a user starts it: words in, exit status and text out.
#pragma once

#include <chrono>
#include <string>
#include <sys/types.h>
#include <vector>

namespace consentry::e2e {

struct Ended {
  int status = -1;    // exit status; -1 when a signal ended it
  int signal = 0;     // the signal that ended it, or 0
  bool late = false;  // it was killed because the deadline had passed
  std::string out;
  std::string err;
};

// A started program in a process group of its own, as a shell starts one. Killed, with its group,
// when destroyed before it ended. Not thread-safe.
class RunningProgram {
 public:
  // `environment`: "NAME=value", added to or replacing ours.
  explicit RunningProgram(const std::vector<std::string>& words,
                          const std::vector<std::string>& environment = {});
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  // Reads until the standard output holds `text`; false when it ended or the deadline passed first.
  bool wait_for_output(const std::string& text, std::chrono::seconds deadline);
  [[nodiscard]] const std::string& output() const { return out_; }
  // What Ctrl-C does: the signal goes to the whole group.
  void signal_group(int signal) const;
  Ended wait(std::chrono::seconds deadline);

 private:
  bool read_some(std::chrono::steady_clock::time_point until);

  pid_t pid_ = -1;
  int out_fd_ = -1;
  int err_fd_ = -1;
  std::string out_;
  std::string err_;
};

// Runs `consentry WORDS...` to its end.
Ended run(const std::vector<std::string>& words,
          std::chrono::seconds deadline = std::chrono::seconds(60));

}  // namespace consentry::e2e
