// SPDX-License-Identifier: Apache-2.0
// A program that may crash, hang or misbehave without harm to who started it: in a session of its own,
// with low priority and limits on memory and files, without descriptors or environment of ours, and
// ended with everything that it started.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "core/base/error.h"

namespace consentry {

struct WorkerSpec {
  std::vector<std::string> arguments;    // [0] is the program's path
  std::vector<std::string> environment;  // "NAME=value"; nothing else is inherited
  std::filesystem::path output;          // file for what it says on stdout and stderr
  std::filesystem::path folder;          // where it writes; watched for its size; empty: none
  std::uint64_t memory_bytes = 0;        // that a process may write to; 0: no limit
  std::uint64_t file_bytes = 0;          // of one file; 0: no limit
  std::uint64_t folder_bytes = 0;        // of `folder` in all; 0: no limit
  std::chrono::milliseconds time{};      // then it is ended
  int nice = 10;
};

enum class WorkerFate { ended, crashed, too_late, too_large, stopped };

struct WorkerEnd {
  WorkerFate fate = WorkerFate::crashed;
  int status = -1;  // exit status when it ended by itself
  int signal = 0;   // that ended it when it crashed
};

// Sum of the files below a folder; what cannot be read counts nothing. Links are not followed.
std::uint64_t folder_size(const std::filesystem::path& folder);

// One worker from start to reaping. run() blocks; stop() may be called from another thread.
class WorkerProcess {
 public:
  // Makes our process adopt orphaned grandchildren, so that they can be ended. unavailable: it could
  // not be started.
  static Result<WorkerProcess> start(WorkerSpec spec);
  WorkerProcess(WorkerProcess&& other) noexcept;
  WorkerProcess& operator=(WorkerProcess&&) = delete;
  // Ends it with all its descendants.
  ~WorkerProcess();

  // Waits for its end, its time, its folder's size or stop(); afterwards nothing of it runs any more.
  WorkerEnd run();
  // Thread-safe; run() then answers `stopped`.
  void stop() const;

 private:
  WorkerProcess(WorkerSpec spec, pid_t pid, int process, int wake)
      : spec_(std::move(spec)), pid_(pid), process_(process), wake_(wake) {}
  [[nodiscard]] WorkerEnd wait_for_end() const;
  void end_all();
  WorkerSpec spec_;
  pid_t pid_ = -1;
  int process_ = -1;  // pidfd
  int wake_ = -1;     // eventfd
};

}  // namespace consentry
