// SPDX-License-Identifier: Apache-2.0
// An HTTP/1.1 server, plain or TLS, on a few threads. Asio stays behind this header: one io_context
// and one acceptor (SO_REUSEPORT) a thread, answers written as one contiguous run of bytes, one
// sweep of timers a thread instead of a timer a request.
//
// HTTP/2 and HTTP/3 are left to a reverse proxy.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "io/http/message.h"
#include "io/http/request_reader.h"
#include "io/http/tls_context.h"

namespace consentry::http {

struct ListenerOptions {
  std::string address = "127.0.0.1";  // an IPv4 or IPv6 address, no name
  std::uint16_t port = 0;             // 0: any free one
  int threads = 1;
  ReadLimits limits;
  // Empty: plain HTTP. Set: TLS, and a client that speaks plain HTTP on the same port is served
  // too, with Request::secure false, so that a handler can redirect it.
  IdentitySource identities;
  // Times are met to within a sweep: a quarter of a second, or of the shortest time if that is
  // less.
  std::chrono::milliseconds request_time{
      10'000};                                  // from a request's first byte to its last: then 408
  std::chrono::milliseconds idle_time{15'000};  // between requests: then closed without a word
  std::chrono::milliseconds write_time{30'000};  // for a client to take an answer
  std::chrono::milliseconds stop_time{1'000};    // for answers under way when stopping
  std::size_t connections = 4096;                // per thread; more are closed at once
  // The same of one address (of IPv6, of its first 64 bits); loopback is not counted, for that is
  // where a reverse proxy comes from.
  std::size_t connections_per_address = 4096;
};

// Serves until stopped or destroyed. Thread-safe.
class Listener {
 public:
  // Listens before it returns. unavailable: the address cannot be had (in use, not ours);
  // invalid_input: the address is none.
  static Result<std::unique_ptr<Listener>> start(ListenerOptions options, Handler handler);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // Takes no more connections, lets answers under way finish within stop_time, ends the threads.
  // May be called more than once; not from a handler.
  void stop();

 private:
  struct State;
  explicit Listener(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace consentry::http
