// SPDX-License-Identifier: Apache-2.0
// Bytes to one request, without I/O (RFC 9112). The only file with Boost.Beast, of which only the
// parser is used: the bytes are put into it by hand, because reading into parser.get() skips the
// parser's own body limit.
//
// Stricter than the parser where leniency lets two servers disagree about where a request ends
// (request smuggling): both lengths at once, or not exactly one Host. A body without a length is
// refused with 411 (RFC 9110 section 15.5.12): browsers send none, and the parser's reader of chunks
// fails an assertion of its own on some that come in pieces (Boost 1.81).
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "io/http/message.h"

namespace consentry::http {

struct ReadLimits {
  std::uint32_t head_bytes = 16 * 1024;  // request line and headers: what common servers take
  std::uint64_t body_bytes = 65'536;     // a beacon's body; browsers cap sendBeacon at 64 KiB
};

// Reads one request. Not thread-safe; make a new one for the next request of a connection.
class RequestReader {
 public:
  enum class State { incomplete, complete, refused };

  explicit RequestReader(const ReadLimits& limits);
  RequestReader(RequestReader&&) noexcept;
  RequestReader& operator=(RequestReader&&) noexcept;
  ~RequestReader();

  // Takes bytes from the front of `bytes` and returns how many. While the head is incomplete it
  // takes none: the caller keeps them and comes again with more behind them. Bytes of a following
  // request are never taken.
  std::size_t feed(std::string_view bytes);

  [[nodiscard]] State state() const;
  // 400, 411, 413, 417, 431, 501 or 505 when refused.
  [[nodiscard]] int refusal() const;
  // True once the head is whole and the client waits for "100 Continue" (RFC 9110 section 10.1.1).
  [[nodiscard]] bool wants_continue() const;
  [[nodiscard]] bool keep_alive() const;
  [[nodiscard]] bool http_1_0() const;
  // The request; call once, when complete. `secure` and `server_name` are the caller's to fill.
  Request take();

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace consentry::http
