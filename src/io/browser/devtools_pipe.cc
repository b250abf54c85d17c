// SPDX-License-Identifier: Apache-2.0
#include "io/browser/devtools_pipe.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

#include "io/browser/message_splitter.h"

namespace consentry {
namespace {

constexpr std::size_t kReadBytes = std::size_t{256} << 10U;
constexpr int kPipeBytes = 1 << 20;
constexpr std::chrono::milliseconds kExpirySweep{1000};

// Events nobody asked for that come with domains we need; they are dropped before they are parsed.
constexpr std::array<std::string_view, 8> kNoise{
    R"({"method":"Network.dataReceived")",     R"({"method":"Network.resourceChangedPriority")",
    R"({"method":"Network.policyUpdated")",    R"({"method":"Network.webSocketFrame)",
    R"({"method":"Runtime.consoleAPICalled")", R"({"method":"Runtime.exceptionThrown")",
    R"({"method":"Target.targetInfoChanged")", R"({"method":"Network.eventSourceMessageReceived")"};

bool is_noise(std::string_view raw) {
  for (const std::string_view prefix : kNoise) {
    if (raw.starts_with(prefix)) return true;
  }
  return false;
}

void make_nonblocking(int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  ::fcntl(fd, F_SETFL, flags | O_NONBLOCK);
  ::fcntl(fd, F_SETPIPE_SZ, kPipeBytes);
}

}  // namespace

std::vector<DevtoolsMessage> Mailbox::take(Deadline deadline) {
  std::unique_lock lock(mutex_);
  arrived_.wait_until(lock, deadline, [this] { return !waiting_.empty() || closed_; });
  bytes_ = 0;
  return std::exchange(waiting_, std::vector<DevtoolsMessage>());
}

bool Mailbox::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_ && waiting_.empty();
}

std::uint64_t Mailbox::take_dropped() {
  const std::lock_guard lock(mutex_);
  return std::exchange(dropped_, 0);
}

void Mailbox::put(std::vector<DevtoolsMessage> messages) {
  {
    const std::lock_guard lock(mutex_);
    for (DevtoolsMessage& message : messages) {
      const std::size_t size = message.raw().size();
      if (bytes_ + size > kMaxMailboxBytes && !message.is_reply()) {
        ++dropped_;
        continue;
      }
      bytes_ += size;
      waiting_.push_back(std::move(message));
    }
  }
  arrived_.notify_one();
}

void Mailbox::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  arrived_.notify_all();
}

struct DevtoolsPipe::State {
  State(int from, int to) : from_browser(from), to_browser(to) {}
  ~State() {
    for (const int fd : {from_browser, to_browser, wake}) {
      if (fd >= 0) ::close(fd);
    }
  }

  void run();
  void read_some();
  void deliver(std::vector<std::string> texts);
  void write_some_locked();
  void close_all_mailboxes();
  bool wants_to_write();
  void poke() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake, &one, sizeof one);
  }

  int from_browser;
  int to_browser;
  int wake = -1;
  MessageSplitter splitter{kMaxMessageBytes};  // the pipe thread's own
  std::vector<char> buffer = std::vector<char>(kReadBytes);
  std::atomic<bool> stopping{false};
  std::atomic<bool> ended{false};
  std::atomic<std::uint64_t> malformed{0};
  std::atomic<std::uint64_t> oversized{0};

  std::mutex mutex;  // guards what follows
  DevtoolsSession protocol;
  std::map<DevtoolsSession::Box, std::shared_ptr<Mailbox>> mailboxes;
  DevtoolsSession::Box last_box = 0;
  std::deque<std::string> outgoing;
  std::size_t sent_of_front = 0;
  std::thread thread;
};

void DevtoolsPipe::State::write_some_locked() {
  while (!outgoing.empty()) {
    const std::string& front = outgoing.front();
    const ssize_t sent =
        ::write(to_browser, front.data() + sent_of_front, front.size() - sent_of_front);
    if (sent < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN) outgoing.clear();  // EPIPE: the reading side sees the end as well
      return;
    }
    sent_of_front += static_cast<std::size_t>(sent);
    if (sent_of_front < front.size()) return;
    outgoing.pop_front();
    sent_of_front = 0;
  }
}

void DevtoolsPipe::State::deliver(std::vector<std::string> texts) {
  std::vector<DevtoolsMessage> messages;
  for (std::string& text : texts) {
    if (is_noise(text)) continue;
    auto message = DevtoolsMessage::parse(std::move(text));
    if (message) {
      messages.push_back(std::move(*message));
    } else {
      ++malformed;
    }
  }
  std::map<std::shared_ptr<Mailbox>, std::vector<DevtoolsMessage>> sorted;
  {
    const std::lock_guard lock(mutex);
    for (DevtoolsMessage& message : messages) {
      const auto box = protocol.route(message);
      const auto found = box ? mailboxes.find(*box) : mailboxes.end();
      if (found != mailboxes.end()) sorted[found->second].push_back(std::move(message));
    }
  }
  for (auto& [mailbox, batch] : sorted) mailbox->put(std::move(batch));
}

void DevtoolsPipe::State::read_some() {
  const ssize_t got = ::read(from_browser, buffer.data(), buffer.size());
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) {
    stopping = true;
    return;
  }
  std::vector<std::string> texts;
  splitter.add({buffer.data(), static_cast<std::size_t>(got)}, texts);
  oversized = splitter.oversized();
  deliver(std::move(texts));
}

void DevtoolsPipe::State::close_all_mailboxes() {
  ended = true;
  const std::lock_guard lock(mutex);
  for (auto& [number, mailbox] : mailboxes) mailbox->close();
}

bool DevtoolsPipe::State::wants_to_write() {
  const std::lock_guard lock(mutex);
  return !outgoing.empty();
}

void DevtoolsPipe::State::run() {
  Deadline next_sweep = in(kExpirySweep);
  while (!stopping) {
    std::array<pollfd, 3> fds{{{from_browser, POLLIN, 0},
                               {wake, POLLIN, 0},
                               {wants_to_write() ? to_browser : -1, POLLOUT, 0}}};
    ::poll(fds.data(), fds.size(), static_cast<int>(kExpirySweep.count()));
    if (fds[1].revents != 0) {
      std::uint64_t count = 0;
      [[maybe_unused]] const auto drained = ::read(wake, &count, sizeof count);
    }
    if (fds[2].revents != 0) {
      const std::lock_guard lock(mutex);
      write_some_locked();
    }
    if (!stopping && fds[0].revents != 0) read_some();
    if (Clock::now() >= next_sweep) {
      const std::lock_guard lock(mutex);
      protocol.expire(Clock::now());
      next_sweep = in(kExpirySweep);
    }
  }
  close_all_mailboxes();
}

DevtoolsPipe::DevtoolsPipe(std::unique_ptr<State> state) : state_(std::move(state)) {}

Result<std::unique_ptr<DevtoolsPipe>> DevtoolsPipe::open(int from_browser, int to_browser) {
  auto state = std::make_unique<State>(from_browser, to_browser);
  state->wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (state->wake < 0) {
    return Error{ErrorKind::unavailable, std::string("eventfd: ") + std::strerror(errno)};
  }
  make_nonblocking(from_browser);
  make_nonblocking(to_browser);
  State* running = state.get();
  try {
    state->thread = std::thread([running] { running->run(); });
  } catch (const std::system_error& error) {
    return Error{ErrorKind::unavailable, std::string("starting a thread: ") + error.what()};
  }
  return std::unique_ptr<DevtoolsPipe>(new DevtoolsPipe(std::move(state)));
}

DevtoolsPipe::~DevtoolsPipe() {
  shutdown();
  state_->thread.join();
}

std::shared_ptr<Mailbox> DevtoolsPipe::open_mailbox() {
  auto mailbox = std::make_shared<Mailbox>();
  const std::lock_guard lock(state_->mutex);
  mailbox->number_ = ++state_->last_box;
  if (state_->ended) mailbox->close();
  state_->mailboxes.emplace(mailbox->number_, mailbox);
  return mailbox;
}

void DevtoolsPipe::close_mailbox(const Mailbox& mailbox) {
  const std::lock_guard lock(state_->mutex);
  state_->protocol.forget(mailbox.number_);
  state_->mailboxes.erase(mailbox.number_);
}

void DevtoolsPipe::adopt_context(std::string_view context, const Mailbox& mailbox) {
  const std::lock_guard lock(state_->mutex);
  state_->protocol.adopt_context(context, mailbox.number_);
}

Result<std::uint64_t> DevtoolsPipe::send(const Mailbox& mailbox, std::string_view session,
                                         std::string_view method, std::string_view params,
                                         Reply reply, Deadline deadline) {
  const std::lock_guard lock(state_->mutex);
  if (state_->ended || state_->stopping) {
    return Error{ErrorKind::unavailable, "the browser is gone"};
  }
  auto command =
      state_->protocol.command(mailbox.number_, session, method, params, reply, deadline);
  if (!command) return command.error();
  const bool idle = state_->outgoing.empty();
  state_->outgoing.push_back(std::move(command->bytes));
  if (idle) state_->write_some_locked();
  if (!state_->outgoing.empty()) state_->poke();
  return command->id;
}

void DevtoolsPipe::shutdown() {
  state_->stopping = true;
  state_->poke();
}

bool DevtoolsPipe::closed() const { return state_->ended || state_->stopping; }

DevtoolsPipe::Counts DevtoolsPipe::counts() const {
  const std::lock_guard lock(state_->mutex);
  return {state_->protocol.counts(), state_->malformed, state_->oversized};
}

}  // namespace consentry
