// SPDX-License-Identifier: Apache-2.0
#include "io/proxy/guarded_proxy.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <mutex>
#include <netdb.h>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <set>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace consentry {
namespace {

constexpr std::uint8_t kVersion = 5;
constexpr std::uint8_t kConnect = 1;
constexpr int kHandshakeMs = 10'000;
constexpr int kConnectMs = 15'000;
// A connection on which nothing is said for so long is given up; pages that wait keep theirs alive.
constexpr int kIdleMs = 300'000;
constexpr std::size_t kPiece = std::size_t{64} * 1024;
constexpr std::size_t kMaxRefused = 100;

enum class Answer : std::uint8_t {
  granted = 0,
  not_allowed = 2,
  host_unreachable = 4,
  refused = 5,
  unsupported = 7
};

class Socket {
 public:
  explicit Socket(int number) : number_(number) {}
  Socket(Socket&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Socket() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

struct ProxyTarget {
  std::string host;
  std::uint16_t port = 0;
};

struct Addresses {
  Addresses(const std::string& host, std::uint16_t port) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_NUMERICSERV;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &first) != 0)
      first = nullptr;
  }
  ~Addresses() {
    if (first != nullptr) ::freeaddrinfo(first);
  }
  Addresses(const Addresses&) = delete;
  Addresses& operator=(const Addresses&) = delete;
  addrinfo* first = nullptr;
};

// RFC 6761 section 6.3: such names are this machine, whatever the DNS says.
std::string looked_up_as(const std::string& host) {
  return host == "localhost" || host.ends_with(".localhost") ? "127.0.0.1" : host;
}

}  // namespace

struct GuardedProxy::State {
  AddressRules rules;
  Socket listener{-1};
  Socket stop{-1};
  std::uint16_t port = 0;
  mutable std::mutex mutex;
  std::condition_variable fewer;
  std::set<std::string> refused;
  int connections = 0;
  std::atomic<bool> stopping{false};
  std::thread thread;

  // False: the deadline passed, or the proxy ends.
  bool wait_for(int number, short events, int most_ms) const {
    std::array<pollfd, 2> ends{{{number, events, 0}, {stop.number(), POLLIN, 0}}};
    return ::poll(ends.data(), ends.size(), most_ms) > 0 && !stopping && ends[0].revents != 0;
  }

  bool read_all(const Socket& from, std::uint8_t* bytes, std::size_t size) const {
    while (size > 0) {
      if (!wait_for(from.number(), POLLIN, kHandshakeMs)) return false;
      const ssize_t got = ::recv(from.number(), bytes, size, 0);
      if (got <= 0) return false;
      bytes += got;
      size -= static_cast<std::size_t>(got);
    }
    return true;
  }

  bool write_all(int to, const std::uint8_t* bytes, std::size_t size) const {
    while (size > 0) {
      if (!wait_for(to, POLLOUT, kIdleMs)) return false;
      const ssize_t put = ::send(to, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (put < 0 && (errno == EAGAIN || errno == EINTR)) continue;
      if (put <= 0) return false;
      bytes += put;
      size -= static_cast<std::size_t>(put);
    }
    return true;
  }

  bool greet(const Socket& browser) const {
    std::array<std::uint8_t, 2> head{};
    std::array<std::uint8_t, 255> methods{};
    if (!read_all(browser, head.data(), head.size()) || head[0] != kVersion ||
        !read_all(browser, methods.data(), head[1]))
      return false;
    const std::array<std::uint8_t, 2> no_password{kVersion, 0};
    return write_all(browser.number(), no_password.data(), no_password.size());
  }

  std::optional<std::string> read_host(const Socket& browser, std::uint8_t kind) const {
    constexpr std::uint8_t kFour = 1;
    constexpr std::uint8_t kName = 3;
    constexpr std::uint8_t kSix = 4;
    std::array<std::uint8_t, 255> bytes{};
    if (kind == kName) {
      std::uint8_t size = 0;
      if (!read_all(browser, &size, 1) || size == 0 || !read_all(browser, bytes.data(), size))
        return std::nullopt;
      std::string name(reinterpret_cast<const char*>(bytes.data()), size);
      // Nothing that a resolver or a log would read otherwise.
      const bool plain = std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7F; });
      return plain ? std::optional(std::move(name)) : std::nullopt;
    }
    if (kind != kFour && kind != kSix) return std::nullopt;
    if (!read_all(browser, bytes.data(), kind == kFour ? 4 : 16)) return std::nullopt;
    IpAddress address{};
    address[10] = address[11] = 0xFF;
    if (kind == kFour)
      std::copy_n(bytes.begin(), 4, address.begin() + 12);
    else
      std::copy_n(bytes.begin(), 16, address.begin());
    return ip_text(address);
  }

  std::optional<ProxyTarget> read_target(const Socket& browser) const {
    std::array<std::uint8_t, 4> head{};
    if (!read_all(browser, head.data(), head.size()) || head[0] != kVersion) return std::nullopt;
    auto host = read_host(browser, head[3]);
    std::array<std::uint8_t, 2> number{};
    if (!host || !read_all(browser, number.data(), number.size())) return std::nullopt;
    if (head[1] != kConnect) {
      say(browser, Answer::unsupported);
      return std::nullopt;
    }
    return ProxyTarget{*std::move(host), static_cast<std::uint16_t>(number[0] << 8 | number[1])};
  }

  bool say(const Socket& browser, Answer answer) const {
    const std::array<std::uint8_t, 10> reply{kVersion, static_cast<std::uint8_t>(answer), 0, 1};
    return write_all(browser.number(), reply.data(), reply.size());
  }

  void note_refused(const ProxyTarget& target, const IpAddress& address) {
    const std::scoped_lock guard(mutex);
    const std::string text = ip_text(address);
    if (refused.size() < kMaxRefused)
      refused.insert(target.host == text ? text : target.host + " (" + text + ")");
  }

  Socket connect_to(const addrinfo& address) const {
    Socket socket(::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.number() < 0) return socket;
    if (::connect(socket.number(), address.ai_addr, address.ai_addrlen) == 0) return socket;
    int error = errno;
    socklen_t size = sizeof error;
    if (error != EINPROGRESS || !wait_for(socket.number(), POLLOUT, kConnectMs) ||
        ::getsockopt(socket.number(), SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0)
      return Socket(-1);
    return socket;
  }

  // The connection, or why there is none.
  std::pair<Socket, Answer> reach(const ProxyTarget& target) {
    const Addresses addresses(looked_up_as(target.host), target.port);
    Answer why = Answer::host_unreachable;
    for (const addrinfo* each = addresses.first; each != nullptr; each = each->ai_next) {
      const auto ip = ip_of(each->ai_addr);
      if (!ip || !rules.admits(*ip)) {
        if (ip) note_refused(target, *ip);
        why = Answer::not_allowed;
        continue;
      }
      Socket socket = connect_to(*each);
      if (socket.number() >= 0) return {std::move(socket), Answer::granted};
      if (why != Answer::not_allowed) why = Answer::refused;
    }
    return {Socket(-1), why};
  }

  bool pass(int from, int to) const {
    std::array<std::uint8_t, kPiece> piece{};
    const ssize_t got = ::recv(from, piece.data(), piece.size(), MSG_DONTWAIT);
    if (got < 0) return errno == EAGAIN || errno == EINTR;
    return got > 0 && write_all(to, piece.data(), static_cast<std::size_t>(got));
  }

  // Until both sides have said all, or one is gone.
  void relay(const Socket& browser, const Socket& server) const {
    std::array<pollfd, 3> ends{
        {{browser.number(), POLLIN, 0}, {server.number(), POLLIN, 0}, {stop.number(), POLLIN, 0}}};
    int open = 2;
    while (open > 0 && ::poll(ends.data(), ends.size(), kIdleMs) > 0 && !stopping) {
      for (std::size_t i = 0; i < 2; ++i) {
        if (ends.at(i).revents == 0) continue;
        const int to = i == 0 ? server.number() : browser.number();
        if (pass(ends.at(i).fd, to)) continue;
        // poll() looks no more at what is negative.
        ends.at(i).fd = -1;
        ::shutdown(to, SHUT_WR);
        --open;
      }
    }
  }

  void serve(const Socket& browser) {
    if (!greet(browser)) return;
    const auto target = read_target(browser);
    if (!target) return;
    const auto [server, answer] = reach(*target);
    if (!say(browser, answer) || answer != Answer::granted) return;
    relay(browser, server);
  }

  void serve_and_leave(int number) {
    {
      const Socket browser(number);
      serve(browser);
    }
    const std::scoped_lock guard(mutex);
    --connections;
    fewer.notify_all();
  }

  void accept_all() {
    while (wait_for(listener.number(), POLLIN, -1)) {
      const int number = ::accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC);
      if (number < 0) continue;
      std::unique_lock guard(mutex);
      fewer.wait(guard, [this] { return connections < kMaxProxyConnections || stopping; });
      ++connections;
      std::thread([this, number] { serve_and_leave(number); }).detach();
    }
  }

  Status open() {
    listener = Socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    stop = Socket(::eventfd(0, EFD_CLOEXEC));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (stop.number() < 0 || listener.number() < 0 || ::bind(listener.number(), any, size) != 0 ||
        ::listen(listener.number(), SOMAXCONN) != 0 ||
        ::getsockname(listener.number(), any, &size) != 0)
      return Error{ErrorKind::unavailable, std::string("a proxy's port: ") + std::strerror(errno)};
    port = ntohs(address.sin_port);
    return {};
  }

  void end() {
    stopping = true;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(stop.number(), &one, sizeof one);
    fewer.notify_all();
    if (thread.joinable()) thread.join();
    std::unique_lock guard(mutex);
    fewer.wait(guard, [this] { return connections == 0; });
  }
};

GuardedProxy::GuardedProxy(std::unique_ptr<State> state) : state_(std::move(state)) {}
GuardedProxy::~GuardedProxy() { state_->end(); }

Result<std::unique_ptr<GuardedProxy>> GuardedProxy::start(AddressRules rules) {
  auto state = std::make_unique<State>();
  state->rules = std::move(rules);
  if (const Status opened = state->open(); !opened) return opened.error();
  sigset_t all{};
  sigset_t before{};
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  state->thread = std::thread([raw = state.get()] { raw->accept_all(); });
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return std::unique_ptr<GuardedProxy>(new GuardedProxy(std::move(state)));
}

std::uint16_t GuardedProxy::port() const { return state_->port; }

std::vector<std::string> GuardedProxy::refused() const {
  const std::scoped_lock guard(state_->mutex);
  return {state_->refused.begin(), state_->refused.end()};
}

}  // namespace consentry
