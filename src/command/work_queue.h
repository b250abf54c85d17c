// SPDX-License-Identifier: Apache-2.0
// Does short pieces of work that wait for the disk, one after the other, on a thread of its own.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace consentry {

// Thread-safe.
class WorkQueue {
 public:
  // At most `most` pieces wait.
  explicit WorkQueue(std::size_t most);
  // As stop().
  ~WorkQueue();
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  // False: too many wait, or it was stopped; nothing is done. `work` throws nothing.
  bool add(std::function<void()> work);
  // What waits is still done.
  void stop();

 private:
  void run();
  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace consentry
