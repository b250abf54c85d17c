// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 messages as plain values: what a handler gets and gives (RFC 9110, RFC 9112). No type of
// the network library appears here, so that handlers compile fast and are tested without sockets.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace consentry::http {

struct Header {
  std::string name;
  std::string value;
};

// A whole request, already checked: one valid host, an origin-form target, no conflicting lengths.
struct Request {
  std::string method;       // as sent; methods are case-sensitive (RFC 9110 section 9.1)
  std::string path;         // begins with '/', not percent-decoded; "*" for OPTIONS *
  std::string query;        // without '?'
  std::string host;         // lower-case, without port
  std::string server_name;  // TLS server name (RFC 6066); empty when plain or not sent
  bool secure = false;      // came over TLS
  std::string peer;         // address of the other end, without port; for limits, never to be kept
  std::vector<Header> headers;
  std::string body;

  // The first value of a header; names are compared without case. Empty when absent.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  // The value of a cookie in the Cookie header (RFC 6265 section 4.2). Empty when absent.
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
  // The value of a query parameter, percent-decoded, '+' as a space. Empty when absent.
  [[nodiscard]] std::string parameter(std::string_view name) const;
};

struct Response;
// Gives the answer to one request, once, from any thread.
using Reply = std::function<void(Response)>;

// An answer. Content-Length, Connection and Date are written by the listener; do not set them.
struct Response {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
  // Used instead of `body` when not empty; must stay valid as long as the listener lives. For pages
  // that are rendered once and served often.
  std::string_view lasting_body{};
  // Header lines as they go on the wire, each with its end, besides `headers`; as lasting_body.
  std::string_view lasting_head{};
  // What the two lie in, when that might go away before the answer is written.
  std::shared_ptr<const void> keeps{};
  // Wait this long before the first byte. The connection is held, no thread is.
  std::chrono::milliseconds delay{0};
  // Send head and body in chunks and never the end: the visitor's browser keeps waiting. Ends when
  // the visitor leaves or the listener stops.
  bool endless = false;
  // With `endless`: the body again so many times, with this pause before each, and then the end.
  std::size_t repeats = 0;
  std::chrono::milliseconds pause{0};
  // Set when the answer must wait for something, such as a disk: called at once with what takes the
  // answer later. The rest of this response is not used. The connection is held, no thread is.
  std::function<void(Reply)> later{};

  [[nodiscard]] std::string_view content() const {
    return lasting_body.empty() ? body : lasting_body;
  }
};

// Called on a listener thread, by several threads at once; must not block. An exception becomes
// 500.
using Handler = std::function<Response(const Request&)>;

// The reason phrase of RFC 9110 section 15; "Status" when unknown.
std::string_view reason_of(int status);

// Header names are compared without case.
bool same_header(std::string_view a, std::string_view b);

// An answer of one line of text, for errors.
Response plain_text(int status, std::string text);

// How an answer is framed on the wire.
struct Framing {
  bool head_only = false;  // answer to HEAD: length of the body, but no body
  bool keep_alive = true;
  bool http_1_0 = false;  // no chunks for an HTTP/1.0 client
  std::string_view date;  // IMF-fixdate; empty: no Date header
};

// Appends the whole answer to `out`, one contiguous run of bytes. internal: a header would break
// the framing (a line break in it), nothing is appended then.
Status serialise(const Response& response, const Framing& framing, std::string& out);

// Appends a piece of a body that has no length (RFC 9112 section 7.1); an empty one ends it.
void append_chunk(std::string_view piece, std::string& out);

// Percent-decodes; '+' becomes a space; a broken escape stands for itself.
std::string decode_form(std::string_view text);

}  // namespace consentry::http
