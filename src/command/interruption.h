// SPDX-License-Identifier: Apache-2.0
// Ctrl-C and SIGTERM as an event that ends work in order: nothing half-written, no browser and no
// profile folder left behind.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

namespace consentry {

// Blocks SIGINT and SIGTERM in the constructing thread (so construct it before any other thread
// starts) and receives them in a thread of its own. One at a time in a program.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  // The signal that arrived; 0: none yet.
  [[nodiscard]] int signal() const { return signal_.load(); }
  [[nodiscard]] bool requested() const { return signal() != 0; }
  // Called once, from the signal thread, when a signal arrives (at once if it already has). A
  // second signal ends the process the ordinary way.
  void on_request(std::function<void()> callback);

 private:
  void wait_for_signals();

  std::atomic<int> signal_{0};
  std::atomic<bool> stop_{false};
  std::mutex mutex_;
  std::function<void()> callback_;
  std::thread thread_;
};

// Blocks until an interruption is requested; takes the place of another on_request callback.
void wait_for(Interruption& interruption);

}  // namespace consentry
