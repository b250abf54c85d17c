// SPDX-License-Identifier: Apache-2.0
#include "io/http/listener.h"

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <exception>
#include <optional>
#include <pthread.h>
#include <sys/socket.h>
#include <thread>
#include <unordered_set>
#include <utility>
#include <vector>

#include "io/http/channel.h"

namespace consentry::http {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t kReadSize = 16 * 1024;
// After a refusal the client's remaining bytes are taken and dropped, for else the kernel answers
// them with a reset that also destroys the refusal on its way (RFC 9112 section 9.6).
constexpr milliseconds kLinger{1'000};
constexpr std::size_t kLingerBytes = 1024 * 1024;
constexpr milliseconds kSweep{250};
constexpr milliseconds kStoppingSweep{5};
constexpr std::uint8_t kTlsHandshakeRecord = 0x16;  // RFC 8446 section 5.1

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

// What all threads share; outlives them.
struct Service {
  ListenerOptions options;
  Handler handler;
  std::optional<TlsContext> tls;
};

class Connection;

// One thread's loop. Everything in it, and every connection of it, is touched by that thread only.
class Loop {
 public:
  explicit Loop(const Service& service)
      : service_(service), acceptor_(context_), sweeper_(context_), date_(http_date()) {}

  Status listen(const Tcp::endpoint& endpoint);
  [[nodiscard]] std::uint16_t port() const { return port_; }
  void run();
  void stop() {
    asio::post(context_, [this] { begin_stop(); });
  }

  [[nodiscard]] const Service& service() const { return service_; }
  [[nodiscard]] const std::string& date() const { return date_; }
  [[nodiscard]] bool stopping() const { return stopping_; }
  asio::io_context& context() { return context_; }
  void forget(Connection* connection) { connections_.erase(connection); }

 private:
  void accept();
  void sweep();
  void begin_stop();

  const Service& service_;
  std::unordered_set<Connection*> connections_;  // outlives the context, whose callbacks own them
  asio::io_context context_{1};
  Tcp::acceptor acceptor_;
  asio::steady_timer sweeper_;
  std::string date_;
  std::uint16_t port_ = 0;
  bool stopping_ = false;
  Clock::time_point stop_deadline_;
};

// One client. Owned by the callbacks that wait for it; when none waits any more, it is gone.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Loop& loop, Tcp::socket socket)
      : loop_(loop), socket_(std::move(socket)), delay_(loop.context()), reader_(limits()) {
    expect_within(options().request_time);
  }
  ~Connection() { loop_.forget(this); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Goes on as far as is possible without waiting.
  void advance();
  void check_deadline(Clock::time_point now);
  void close();
  void finish_soon();

 private:
  enum class State { opening, reading, delayed, writing, endless, lingering, closed };

  [[nodiscard]] const ListenerOptions& options() const { return loop_.service().options; }
  [[nodiscard]] const ReadLimits& limits() const { return options().limits; }
  void expect_within(milliseconds time) { deadline_ = Clock::now() + time; }

  bool open();
  bool read_request();
  bool fill();
  bool flush();
  void answer();
  void refuse(int status);
  void send(const Response& response, bool head_only, bool http_1_0);
  void written();
  bool linger();
  bool watch_for_leaving();
  bool wait_for(Progress progress);

  Loop& loop_;
  Tcp::socket socket_;
  asio::steady_timer delay_;
  std::unique_ptr<Channel> channel_;
  RequestReader reader_;
  std::string in_;
  std::string out_;
  std::size_t out_done_ = 0;
  std::size_t lingered_ = 0;
  Clock::time_point deadline_;
  State state_ = State::opening;
  bool close_after_ = false;
  bool endless_after_ = false;
  bool begun_ = false;  // bytes of the request now awaited have come
  bool continued_ = false;
  bool waiting_ = false;
};

void Connection::advance() {
  bool moving = true;
  while (moving) {
    switch (state_) {
      case State::opening:
        moving = open();
        break;
      case State::reading:
        moving = read_request();
        break;
      case State::writing:
        moving = flush();
        if (moving) written();
        break;
      case State::endless:
        moving = watch_for_leaving();
        break;
      case State::lingering:
        moving = linger();
        break;
      case State::delayed:
      case State::closed:
        moving = false;
        break;
    }
  }
}

// The first byte tells TLS from plain HTTP.
bool Connection::open() {
  const auto& tls = loop_.service().tls;
  const int descriptor = socket_.native_handle();
  std::uint8_t first = 0;
  if (tls) {
    const ssize_t got = ::recv(descriptor, &first, 1, MSG_PEEK);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return wait_for(Progress::want_read);
    if (got <= 0) return wait_for(Progress::closed);
  }
  channel_ = tls && first == kTlsHandshakeRecord ? tls_channel(descriptor, *tls)
                                                 : plain_channel(descriptor);
  if (channel_ == nullptr) return wait_for(Progress::closed);
  state_ = State::reading;
  return true;
}

bool Connection::wait_for(Progress progress) {
  if (progress == Progress::done) return true;
  if (progress == Progress::closed) {
    close();
    return false;
  }
  if (waiting_) return false;
  waiting_ = true;
  const auto kind =
      progress == Progress::want_read ? Tcp::socket::wait_read : Tcp::socket::wait_write;
  socket_.async_wait(kind, [self = shared_from_this()](const boost::system::error_code& error) {
    self->waiting_ = false;
    if (!error || self->state_ != State::closed) self->advance();
  });
  return false;
}

bool Connection::fill() {
  const std::size_t had = in_.size();
  in_.resize(had + kReadSize);
  const Moved moved = channel_->read(in_.data() + had, kReadSize);
  in_.resize(had + moved.bytes);
  if (!begun_ && moved.bytes > 0) {
    begun_ = true;
    expect_within(options().request_time);
  }
  return wait_for(moved.progress);
}

bool Connection::read_request() {
  if (!in_.empty()) {
    const std::size_t taken = reader_.feed(in_);
    in_.erase(0, taken);
  }
  switch (reader_.state()) {
    case RequestReader::State::complete:
      answer();
      return true;
    case RequestReader::State::refused:
      refuse(reader_.refusal());
      return true;
    case RequestReader::State::incomplete:
      break;
  }
  if (reader_.wants_continue() && !continued_) {
    continued_ = true;
    out_ += "HTTP/1.1 100 Continue\r\n\r\n";
    state_ = State::writing;
    return true;
  }
  return fill();
}

void Connection::answer() {
  const bool http_1_0 = reader_.http_1_0();
  close_after_ = !reader_.keep_alive() || loop_.stopping();
  Request request = reader_.take();
  request.secure = channel_->secure();
  request.server_name = channel_->server_name();
  reader_ = RequestReader(limits());
  continued_ = false;
  begun_ = !in_.empty();
  Response response;
  try {
    response = loop_.service().handler(request);
  } catch (const std::exception&) {
    response = plain_text(500, "The server failed to answer this request.");
  }
  send(response, request.method == "HEAD", http_1_0);
  if (response.delay <= milliseconds{0}) return;
  state_ = State::delayed;
  expect_within(response.delay + options().write_time);
  delay_.expires_after(response.delay);
  delay_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (error || self->state_ != State::delayed) return;
    self->state_ = State::writing;
    self->advance();
  });
}

void Connection::refuse(int status) {
  close_after_ = true;
  send(plain_text(status, std::string(reason_of(status))), false, false);
}

void Connection::send(const Response& response, bool head_only, bool http_1_0) {
  endless_after_ = response.endless && !head_only;
  if (endless_after_ && http_1_0) close_after_ = true;
  const Framing framing{head_only, !close_after_, http_1_0, loop_.date()};
  if (const Status ok = serialise(response, framing, out_); !ok) {
    endless_after_ = false;
    const Status plain =
        serialise(plain_text(500, "The server failed to answer this request."), framing, out_);
    if (!plain) close_after_ = true;
  }
  state_ = State::writing;
  expect_within(options().write_time);
}

bool Connection::flush() {
  while (out_done_ < out_.size()) {
    const Moved moved = channel_->write(std::string_view(out_).substr(out_done_));
    out_done_ += moved.bytes;
    if (moved.progress != Progress::done) return wait_for(moved.progress);
  }
  return true;
}

void Connection::written() {
  out_.clear();
  out_done_ = 0;
  if (endless_after_) {
    state_ = State::endless;
    deadline_ = Clock::time_point::max();
  } else if (close_after_) {
    channel_->finish();
    ::shutdown(socket_.native_handle(), SHUT_WR);
    state_ = State::lingering;
    expect_within(kLinger);
  } else {
    state_ = State::reading;
    if (!continued_) expect_within(begun_ ? options().request_time : options().idle_time);
  }
}

bool Connection::linger() {
  std::array<char, kReadSize> dropped{};
  const ssize_t got = ::recv(socket_.native_handle(), dropped.data(), dropped.size(), 0);
  if (got < 0 && errno == EAGAIN) return wait_for(Progress::want_read);
  lingered_ += got > 0 ? static_cast<std::size_t>(got) : 0;
  return got > 0 && lingered_ < kLingerBytes ? true : wait_for(Progress::closed);
}

bool Connection::watch_for_leaving() {
  std::array<char, 512> dropped{};
  return wait_for(channel_->read(dropped.data(), dropped.size()).progress);
}

void Connection::check_deadline(Clock::time_point now) {
  if (now < deadline_ || state_ == State::closed) return;
  const auto self = shared_from_this();
  if (state_ == State::reading && begun_) {
    refuse(408);
    socket_.cancel();  // wakes the wait for more bytes, which then writes the refusal
  } else {
    close();
  }
}

void Connection::finish_soon() {
  close_after_ = true;
  const bool idle = state_ == State::reading && !begun_;
  if (idle || state_ == State::opening || state_ == State::endless || state_ == State::delayed)
    close();
}

void Connection::close() {
  if (state_ == State::closed) return;
  if (channel_ != nullptr && state_ != State::lingering) channel_->finish();
  state_ = State::closed;
  delay_.cancel();
  boost::system::error_code ignored_as_the_socket_is_given_up;
  socket_.close(ignored_as_the_socket_is_given_up);
}

Status Loop::listen(const Tcp::endpoint& endpoint) {
  using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
  boost::system::error_code error;
  const auto failed = [&] { return static_cast<bool>(error); };
  if (acceptor_.open(endpoint.protocol(), error); !failed()) {
    acceptor_.set_option(Tcp::acceptor::reuse_address(true), error);
  }
  // Only with more threads: SO_REUSEPORT lets a second process of the same user share the port.
  if (!failed() && service_.options.threads > 1) acceptor_.set_option(ReusePort(true), error);
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
  context_.run();
}

void Loop::accept() {
  acceptor_.async_accept([this](const boost::system::error_code& error, Tcp::socket socket) {
    if (stopping_) return;
    if (!error && connections_.size() < service_.options.connections) {
      boost::system::error_code ignored_as_reading_will_tell;
      socket.non_blocking(true, ignored_as_reading_will_tell);
      socket.set_option(Tcp::no_delay(true), ignored_as_reading_will_tell);
      const auto connection = std::make_shared<Connection>(*this, std::move(socket));
      connections_.insert(connection.get());
      connection->advance();
    }
    accept();
  });
}

void Loop::sweep() {
  const ListenerOptions& options = service_.options;
  const auto period =
      std::min({kSweep, options.request_time / 4, options.idle_time / 4, options.stop_time / 4});
  sweeper_.expires_after(stopping_ ? kStoppingSweep : std::max(period, kStoppingSweep));
  sweeper_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    date_ = http_date();
    const auto now = Clock::now();
    // A connection that closes leaves the set, so the sweep goes over a copy.
    const std::vector<Connection*> all(connections_.begin(), connections_.end());
    for (Connection* connection : all) {
      stopping_&& now >= stop_deadline_ ? connection->close() : connection->check_deadline(now);
    }
    if (!stopping_ || !connections_.empty()) sweep();
  });
}

void Loop::begin_stop() {
  stopping_ = true;
  stop_deadline_ = Clock::now() + service_.options.stop_time;
  boost::system::error_code ignored_as_it_is_given_up;
  acceptor_.close(ignored_as_it_is_given_up);
  const std::vector<Connection*> all(connections_.begin(), connections_.end());
  for (Connection* connection : all) connection->finish_soon();
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
