// SPDX-License-Identifier: Apache-2.0
// Admission by CPU rather than by count: a further browser context starts when the machine has time
// for it. The page's own CPU bounds a scan; more contexts than that only add waiting and time-outs.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace consentry {

// Counts runs under way and samples /proc/stat. Thread-safe.
class CpuGate {
 public:
  // At most `limit` runs at once; at least one may always run. The sampling thread lives as long as
  // the gate.
  explicit CpuGate(int limit);
  ~CpuGate();
  CpuGate(const CpuGate&) = delete;
  CpuGate& operator=(const CpuGate&) = delete;

  // Blocks until a run may start (or close() was called: then false). Pair with leave().
  bool enter();
  void leave();
  // For a run that was admitted and now only waits: it counts no longer until step_in(), which blocks
  // like enter() and returns at once when the gate was closed.
  void step_out() { leave(); }
  void step_in();
  // Wakes all who wait; no run is admitted afterwards.
  void close();
  [[nodiscard]] int limit() const { return limit_; }
  [[nodiscard]] int running() const { return running_.load(); }

 private:
  void sample();

  const int limit_;
  std::atomic<int> running_{0};
  std::mutex mutex_;
  std::condition_variable wake_;
  bool closed_ = false;
  bool stop_ = false;
  int credit_ = 0;  // runs that the last sample allows to start
  std::thread sampler_;
};

}  // namespace consentry
