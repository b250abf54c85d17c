// SPDX-License-Identifier: Apache-2.0
#include "io/dns/system_names.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <netinet/in.h>
#include <optional>
#include <resolv.h>
#include <thread>

#include "io/dns/cname_chain.h"

namespace consentry {
namespace {

constexpr int kThreads = 4;
constexpr int kSecondsPerTry = 2;
constexpr int kTries = 1;
constexpr std::size_t kMaxAnswerBytes = 8'192;  // many times what chains take

// A question for an address: the answer holds the aliases on the way to it.
NameAnswer look_up(const std::string& host) {
  struct __res_state resolver{};
  if (res_ninit(&resolver) != 0) return {};
  resolver.retrans = kSecondsPerTry;
  resolver.retry = kTries;
  std::array<unsigned char, kMaxAnswerBytes> message{};
  const int size = res_nquery(&resolver, host.c_str(), ns_c_in, ns_t_a, message.data(),
                              static_cast<int>(message.size()));
  res_nclose(&resolver);
  if (size <= 0) return {};
  const auto whole = std::min(static_cast<std::size_t>(size), message.size());
  return {true, cname_chain(std::span(message.data(), whole))};
}

}  // namespace

struct SystemNames::State {
  std::mutex mutex;
  std::condition_variable asked, answered;
  std::deque<std::string> waiting;
  std::map<std::string, std::optional<NameAnswer>> answers;
  bool ended = false;
  std::vector<std::thread> threads;

  void work() {
    std::unique_lock lock(mutex);
    while (true) {
      asked.wait(lock, [this] { return ended || !waiting.empty(); });
      if (ended) return;
      const std::string host = std::move(waiting.front());
      waiting.pop_front();
      lock.unlock();
      NameAnswer found = look_up(host);
      lock.lock();
      answers[host] = std::move(found);
      answered.notify_all();
    }
  }
};

SystemNames::SystemNames() : state_(std::make_unique<State>()) {
  for (int i = 0; i < kThreads; ++i) state_->threads.emplace_back([this] { state_->work(); });
}

SystemNames::~SystemNames() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->ended = true;
  }
  state_->asked.notify_all();
  for (std::thread& thread : state_->threads) thread.join();
}

void SystemNames::ask(const std::string& host) {
  const std::lock_guard lock(state_->mutex);
  if (!state_->answers.try_emplace(host).second) return;
  state_->waiting.push_back(host);
  state_->asked.notify_one();
}

NameAnswer SystemNames::answer(const std::string& host, std::chrono::milliseconds most) {
  std::unique_lock lock(state_->mutex);
  const auto known = state_->answers.find(host);
  if (known == state_->answers.end()) return {};
  state_->answered.wait_for(lock, most, [&] { return known->second.has_value(); });
  return known->second.value_or(NameAnswer{});
}

}  // namespace consentry
