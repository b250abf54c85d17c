// SPDX-License-Identifier: Apache-2.0
#include "io/http/connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <exception>
#include <string_view>
#include <sys/socket.h>
#include <utility>

namespace consentry::http {
namespace {

using Tcp = boost::asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t kReadSize = std::size_t{16} * 1024;
// After a refusal the client's remaining bytes are taken and dropped, for else the kernel answers
// them with a reset that also destroys the refusal on its way (RFC 9112 section 9.6).
constexpr milliseconds kLinger{1'000};
constexpr std::size_t kLingerBytes = std::size_t{1024} * 1024;
constexpr std::uint8_t kTlsHandshakeRecord = 0x16;  // RFC 8446 section 5.1

}  // namespace

std::string counted_address(const boost::asio::ip::address& address) {
  if (address.is_loopback()) return {};
  if (address.is_v4()) return address.to_string();
  auto bytes = address.to_v6().to_bytes();
  if (address.to_v6().is_v4_mapped()) return address.to_string();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return boost::asio::ip::address_v6(bytes).to_string();
}

void LoopState::deliver(std::shared_ptr<Connection> connection, Response response) {
  bool first = false;
  {
    const std::scoped_lock lock(mutex);
    first = delivered.empty();
    delivered.emplace_back(std::move(connection), std::move(response));
  }
  if (first) boost::asio::post(context, [this] { answer_delivered(); });
}

void LoopState::answer_delivered() {
  std::vector<std::pair<std::shared_ptr<Connection>, Response>> taken;
  {
    const std::scoped_lock lock(mutex);
    taken.swap(delivered);
  }
  for (const auto& [connection, response] : taken) connection->answer_with(response);
}

Connection::Connection(LoopState& loop, Tcp::socket socket)
    : loop_(loop), socket_(std::move(socket)), delay_(loop.context), reader_(limits()) {
  loop_.connections.insert(this);
  boost::system::error_code gone;
  const auto address = socket_.remote_endpoint(gone).address();
  if (!gone) {
    peer_ = address.to_string();
    counted_as_ = counted_address(address);
  }
  if (!counted_as_.empty()) ++loop_.per_address[counted_as_];
  expect_within(options().request_time);
}

Connection::~Connection() {
  loop_.connections.erase(this);
  const auto counted = loop_.per_address.find(counted_as_);
  if (counted != loop_.per_address.end() && --counted->second == 0)
    loop_.per_address.erase(counted);
}

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
      case State::pending:
      case State::delayed:
      case State::closed:
        moving = false;
        break;
    }
  }
}

// The first byte tells TLS from plain HTTP.
bool Connection::open() {
  const auto& tls = loop_.service.tls;
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
  std::array<char, kReadSize>& buffer = loop_.read_buffer;
  const Moved moved = channel_->read(buffer.data(), buffer.size());
  in_.append(buffer.data(), moved.bytes);
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
  // Looking at once would nearly always be in vain; TLS may hold bytes that no event tells of.
  if (std::exchange(answered_, false) && !channel_->secure() && in_.empty())
    return wait_for(Progress::want_read);
  return fill();
}

void Connection::answer() {
  http_1_0_ = reader_.http_1_0();
  close_after_ = !reader_.keep_alive() || loop_.stopping;
  Request request = reader_.take();
  request.secure = channel_->secure();
  request.server_name = channel_->server_name();
  request.peer = peer_;
  head_only_ = request.method == "HEAD";
  reader_ = RequestReader(limits());
  continued_ = false;
  begun_ = !in_.empty();
  Response response;
  try {
    response = loop_.service.handler(request);
  } catch (const std::exception&) {
    response = plain_text(500, "The server failed to answer this request.");
  }
  if (!response.later) return respond(response);
  state_ = State::pending;
  deadline_ = Clock::time_point::max();  // whoever promised the answer gives it
  response.later([self = shared_from_this()](Response answer) {
    self->loop_.deliver(self, std::move(answer));
  });
}

void Connection::respond(const Response& response) {
  send(response, head_only_, http_1_0_);
  write_after(response.delay);
}

void Connection::answer_with(const Response& response) {
  if (state_ != State::pending) return;
  if (loop_.stopping) close_after_ = true;
  respond(response);
  advance();
}

void Connection::write_after(milliseconds pause) {
  if (pause <= milliseconds{0}) return;
  state_ = State::delayed;
  expect_within(pause + options().write_time);
  delay_.expires_after(pause);
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
  repeats_ = endless_after_ && !http_1_0 ? response.repeats : 0;
  pause_ = response.pause;
  piece_.clear();
  if (repeats_ > 0) append_chunk(response.content(), piece_);
  const Framing framing{head_only, !close_after_, http_1_0, loop_.date};
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
  if (repeats_ > 0) {
    send_again();
  } else if (endless_after_) {
    state_ = State::endless;
    deadline_ = Clock::time_point::max();
  } else if (close_after_) {
    channel_->finish();
    ::shutdown(socket_.native_handle(), SHUT_WR);
    state_ = State::lingering;
    expect_within(kLinger);
  } else {
    state_ = State::reading;
    answered_ = !continued_;
    if (!continued_) expect_within(begun_ ? options().request_time : options().idle_time);
  }
}

void Connection::send_again() {
  out_ = piece_;
  if (--repeats_ == 0) {
    append_chunk({}, out_);
    endless_after_ = false;
  }
  state_ = State::writing;
  expect_within(options().write_time);
  write_after(pause_);
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

}  // namespace consentry::http
