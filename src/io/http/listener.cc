// SPDX-License-Identifier: Apache-2.0
#include "io/http/listener.h"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <csignal>
#include <ctime>
#include <pthread.h>
#include <sys/socket.h>
#include <thread>
#include <utility>
#include <vector>

#include "io/http/connection.h"

namespace consentry::http {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kSweep{250};
constexpr milliseconds kStoppingSweep{5};

// IMF-fixdate (RFC 9110 section 5.6.7).
std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 40> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

// One thread's loop. All but stop() and port() is called on that thread.
class Loop {
 public:
  explicit Loop(const Service& service)
      : state_(service), acceptor_(state_.context), sweeper_(state_.context) {
    state_.date = http_date();
  }

  Status listen(const Tcp::endpoint& endpoint);
  [[nodiscard]] std::uint16_t port() const { return port_; }
  void run();
  void stop() {
    asio::post(state_.context, [this] { begin_stop(); });
  }

 private:
  [[nodiscard]] const ListenerOptions& options() const { return state_.service.options; }
  // A connection that closes leaves the set, so whoever goes over it needs a copy.
  [[nodiscard]] std::vector<Connection*> all() const {
    return {state_.connections.begin(), state_.connections.end()};
  }
  void accept();
  [[nodiscard]] bool has_room_for(const Tcp::socket& socket) const;
  void sweep();
  void begin_stop();

  LoopState state_;
  Tcp::acceptor acceptor_;
  asio::steady_timer sweeper_;
  std::uint16_t port_ = 0;
  Clock::time_point stop_deadline_;
};

Status Loop::listen(const Tcp::endpoint& endpoint) {
  using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
  boost::system::error_code error;
  const auto failed = [&] { return static_cast<bool>(error); };
  if (acceptor_.open(endpoint.protocol(), error); !failed()) {
    acceptor_.set_option(Tcp::acceptor::reuse_address(true), error);
  }
  // Only with more threads: SO_REUSEPORT lets a second process of the same user share the port.
  if (!failed() && options().threads > 1) acceptor_.set_option(ReusePort(true), error);
  if (!failed()) acceptor_.bind(endpoint, error);
  if (!failed()) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (failed()) {
    return Error{ErrorKind::unavailable, "cannot listen on " + endpoint.address().to_string() +
                                             ":" + std::to_string(endpoint.port()) + ": " +
                                             error.message()};
  }
  port_ = acceptor_.local_endpoint().port();
  return {};
}

void Loop::run() {
  accept();
  sweep();
  state_.context.run();
}

bool Loop::has_room_for(const Tcp::socket& socket) const {
  boost::system::error_code gone;
  const auto peer = socket.remote_endpoint(gone);
  if (gone || state_.connections.size() >= options().connections) return false;
  const auto counted = state_.per_address.find(counted_address(peer.address()));
  return counted == state_.per_address.end() || counted->second < options().connections_per_address;
}

void Loop::accept() {
  acceptor_.async_accept([this](const boost::system::error_code& error, Tcp::socket socket) {
    if (state_.stopping) return;
    if (!error && has_room_for(socket)) {
      boost::system::error_code ignored_as_reading_will_tell;
      socket.non_blocking(true, ignored_as_reading_will_tell);
      socket.set_option(Tcp::no_delay(true), ignored_as_reading_will_tell);
      std::make_shared<Connection>(state_, std::move(socket))->advance();
    }
    accept();
  });
}

void Loop::sweep() {
  const auto period = std::min(
      {kSweep, options().request_time / 4, options().idle_time / 4, options().stop_time / 4});
  sweeper_.expires_after(state_.stopping ? kStoppingSweep : std::max(period, kStoppingSweep));
  sweeper_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    state_.date = http_date();
    const auto now = Clock::now();
    for (Connection* connection : all()) {
      state_.stopping&& now >= stop_deadline_ ? connection->close()
                                              : connection->check_deadline(now);
    }
    // Those closed just now may still be kept by who promised them an answer.
    const bool waits = !state_.connections.empty() && now < stop_deadline_;
    if (!state_.stopping || waits) sweep();
  });
}

void Loop::begin_stop() {
  state_.stopping = true;
  stop_deadline_ = Clock::now() + options().stop_time;
  boost::system::error_code ignored_as_it_is_given_up;
  acceptor_.close(ignored_as_it_is_given_up);
  for (Connection* connection : all()) connection->finish_soon();
  sweep();
}

}  // namespace

struct Listener::State {
  Service service;
  std::vector<std::unique_ptr<Loop>> loops;
  std::vector<std::thread> threads;
};

Listener::Listener(std::unique_ptr<State> state) : state_(std::move(state)) {}
Listener::~Listener() { stop(); }

std::uint16_t Listener::port() const { return state_->loops.front()->port(); }

Result<std::unique_ptr<Listener>> Listener::start(ListenerOptions options, Handler handler) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) return invalid_input("not an address to listen on: " + options.address);
  auto state = std::make_unique<State>();
  if (options.identities) {
    auto tls = TlsContext::create(options.identities);
    if (!tls) return tls.error();
    state->service.tls = std::move(*tls);
  }
  state->service.options = std::move(options);
  state->service.handler = std::move(handler);
  Tcp::endpoint endpoint(address, state->service.options.port);
  for (int i = 0; i < std::max(1, state->service.options.threads); ++i) {
    auto loop = std::make_unique<Loop>(state->service);
    if (const Status ok = loop->listen(endpoint); !ok) return ok.error();
    endpoint.port(loop->port());  // when any port would do, all threads share the first one's
    state->loops.push_back(std::move(loop));
  }
  // Signals belong to the main thread; SIGPIPE from a write through TLS must reach nobody.
  sigset_t all{};
  sigset_t before{};
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  for (const auto& loop : state->loops) {
    state->threads.emplace_back([&running = *loop] { running.run(); });
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return std::unique_ptr<Listener>(new Listener(std::move(state)));
}

void Listener::stop() {
  for (std::size_t i = 0; i < state_->threads.size(); ++i) {
    if (state_->threads[i].joinable()) state_->loops[i]->stop();
  }
  for (std::thread& thread : state_->threads) {
    if (thread.joinable()) thread.join();
  }
}

}  // namespace consentry::http
