// SPDX-License-Identifier: Apache-2.0
#include "command/interruption.h"

#include <condition_variable>
#include <csignal>
#include <utility>

namespace consentry {
namespace {

sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  return set;
}

// The signal thread looks this often whether the program is done with it.
constexpr long kPollNanoseconds = 50'000'000;

}  // namespace

Interruption::Interruption() {
  const sigset_t set = ending_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  thread_ = std::thread([this] { wait_for_signals(); });
}

Interruption::~Interruption() {
  stop_ = true;
  thread_.join();
  const sigset_t set = ending_signals();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void Interruption::wait_for_signals() {
  const sigset_t set = ending_signals();
  const timespec poll{0, kPollNanoseconds};
  while (!stop_) {
    const int caught = sigtimedwait(&set, nullptr, &poll);
    if (caught <= 0) continue;
    if (signal_.exchange(caught) != 0) {
      // The second request means "now": the default action, as without this class.
      std::signal(caught, SIG_DFL);
      pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
      raise(caught);
      continue;
    }
    std::function<void()> callback;
    {
      const std::lock_guard lock(mutex_);
      callback = callback_;
    }
    if (callback) callback();
  }
}

void Interruption::on_request(std::function<void()> callback) {
  std::function<void()> now;
  {
    const std::lock_guard lock(mutex_);
    callback_ = std::move(callback);
    if (requested()) now = callback_;
  }
  if (now) now();
}

void wait_for(Interruption& interruption) {
  std::mutex mutex;
  std::condition_variable wake;
  bool stop = false;
  interruption.on_request([&] {
    const std::lock_guard lock(mutex);
    stop = true;
    wake.notify_all();
  });
  std::unique_lock lock(mutex);
  wake.wait(lock, [&] { return stop; });
}

}  // namespace consentry
