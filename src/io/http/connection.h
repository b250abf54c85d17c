// SPDX-License-Identifier: Apache-2.0
// One client of a listener: a state machine that goes on as far as the socket allows and then
// waits. For listener.cc alone.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "io/http/channel.h"
#include "io/http/listener.h"

namespace consentry::http {

// What all threads of a listener share, unchanged while it serves.
struct Service {
  ListenerOptions options;
  Handler handler;
  std::optional<TlsContext> tls;
};

class Connection;

// What one thread's connections share; but for deliver(), touched by that thread only.
struct LoopState {
  explicit LoopState(const Service& all) : service(all) {}
  // Hands an answer from any thread to its connection. Those that come together wake the loop once.
  void deliver(std::shared_ptr<Connection> connection, Response response);

  const Service& service;
  std::unordered_set<Connection*> connections;  // outlives the context, whose callbacks own them
  std::unordered_map<std::string, std::size_t> per_address;  // loopback is not in it
  boost::asio::io_context context{1};
  std::mutex mutex;
  // Guarded by mutex; ends before the context, whose sockets it may hold the last of.
  std::vector<std::pair<std::shared_ptr<Connection>, Response>> delivered;
  std::array<char, std::size_t{16} * 1024> read_buffer{};  // of whichever connection reads now
  std::string date;                                        // IMF-fixdate, at most a sweep old
  bool stopping = false;

 private:
  void answer_delivered();
};

// What is counted of an address: all of IPv4, of IPv6 what one customer usually has; empty:
// loopback.
std::string counted_address(const boost::asio::ip::address& address);

// One client. Owned by the callbacks that wait for it; when none waits any more, it is gone.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(LoopState& loop, boost::asio::ip::tcp::socket socket);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Goes on as far as is possible without waiting.
  void advance();
  void check_deadline(std::chrono::steady_clock::time_point now);
  void close();
  void finish_soon();
  // The answer that the handler said would come later.
  void answer_with(const Response& response);

 private:
  enum class State { opening, reading, pending, delayed, writing, endless, lingering, closed };

  [[nodiscard]] const ListenerOptions& options() const { return loop_.service.options; }
  [[nodiscard]] const ReadLimits& limits() const { return options().limits; }
  void expect_within(std::chrono::milliseconds time) {
    deadline_ = std::chrono::steady_clock::now() + time;
  }

  bool open();
  bool read_request();
  bool fill();
  bool flush();
  void answer();
  void refuse(int status);
  void send(const Response& response, bool head_only, bool http_1_0);
  void written();
  void send_again();
  void write_after(std::chrono::milliseconds pause);
  bool linger();
  bool watch_for_leaving();
  bool wait_for(Progress progress);

  void respond(const Response& response);

  LoopState& loop_;
  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer delay_;
  std::unique_ptr<Channel> channel_;
  RequestReader reader_;
  std::string peer_;
  std::string counted_as_;
  std::string in_;
  std::string out_;
  std::size_t out_done_ = 0;
  std::size_t lingered_ = 0;
  std::string piece_;  // to be sent again, repeats_ times
  std::size_t repeats_ = 0;
  std::chrono::milliseconds pause_{0};
  std::chrono::steady_clock::time_point deadline_;
  State state_ = State::opening;
  bool close_after_ = false;
  bool head_only_ = false;  // of the request being answered
  bool http_1_0_ = false;
  bool endless_after_ = false;
  bool begun_ = false;  // bytes of the request now awaited have come
  bool continued_ = false;
  bool waiting_ = false;
  bool answered_ = false;  // just now, so that nothing can have come yet
};

}  // namespace consentry::http
