// SPDX-License-Identifier: Apache-2.0
// Moves DevTools messages through the browser's pipe: JSON texts separated by NUL in both
// directions. One thread a browser reads, parses and hands each message to the mailbox of its tab.
// Neither direction ever blocks: with both pipes full, a blocking writer and a blocking reader
// would wait for each other.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "io/browser/devtools_session.h"

namespace consentry {

// Largest message taken; beyond it the message is skipped and counted. A full document of a large
// shop is 5 to 10 MiB.
inline constexpr std::size_t kMaxMessageBytes = std::size_t{64} << 20U;
// What may wait for a tab whose thread is busy; later events are dropped and counted, replies are
// not.
inline constexpr std::size_t kMaxMailboxBytes = std::size_t{128} << 20U;

// Where a tab finds its messages. One reader thread; the pipe's thread fills it.
class Mailbox {
 public:
  // All waiting messages in order; waits for the first until the deadline. Empty: time is up, or
  // the pipe closed (closed() tells).
  std::vector<DevtoolsMessage> take(Deadline deadline);
  // The browser is gone, and nothing waits any more.
  [[nodiscard]] bool closed() const;
  // Events lost since the last call because the reader was too slow.
  [[nodiscard]] std::uint64_t take_dropped();

 private:
  friend class DevtoolsPipe;
  void put(std::vector<DevtoolsMessage> messages);
  void close();

  DevtoolsSession::Box number_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<DevtoolsMessage> waiting_;
  std::size_t bytes_ = 0;
  std::uint64_t dropped_ = 0;
  bool closed_ = false;
};

// Thread-safe. Owns both descriptors and its thread.
class DevtoolsPipe {
 public:
  using Reply = DevtoolsSession::Reply;
  struct Counts {
    DevtoolsSession::Counts protocol;
    std::uint64_t malformed = 0;
    std::uint64_t oversized = 0;
  };

  // from_browser is read, to_browser written. unavailable: no thread or descriptor to be had.
  static Result<std::unique_ptr<DevtoolsPipe>> open(int from_browser, int to_browser);
  ~DevtoolsPipe();
  DevtoolsPipe(const DevtoolsPipe&) = delete;
  DevtoolsPipe& operator=(const DevtoolsPipe&) = delete;

  std::shared_ptr<Mailbox> open_mailbox();
  void close_mailbox(const Mailbox& mailbox);
  // Pages and shared workers that appear in this browser context, and what is opened below them, go
  // to the mailbox from now on.
  void adopt_context(std::string_view context, const Mailbox& mailbox);
  // Queues a command, returns its id. unavailable once the browser is gone.
  Result<std::uint64_t> send(const Mailbox& mailbox, std::string_view session,
                             std::string_view method, std::string_view params, Reply reply,
                             Deadline deadline);
  // Stops for good; every waiting take() returns, every send() fails. The descriptors are closed
  // with the object; a browser exits by itself when it sees that.
  void shutdown();
  [[nodiscard]] bool closed() const;
  [[nodiscard]] Counts counts() const;

 private:
  struct State;
  explicit DevtoolsPipe(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace consentry
