// SPDX-License-Identifier: Apache-2.0
#include "io/http/request_reader.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cstdint>
#include <string>
#include <utility>

namespace consentry::http {
namespace {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

// Host without port: a name, an IPv4 address or a bracketed IPv6 address. Empty when it is none.
std::string host_of(std::string_view authority) {
  const bool bracketed = !authority.empty() && authority.front() == '[';
  const std::size_t name_end = bracketed ? authority.find(']') : authority.find(':');
  std::string_view name = authority;
  std::string_view port;
  if (name_end != std::string_view::npos) {
    name = authority.substr(0, name_end + (bracketed ? 1 : 0));
    port = authority.substr(name.size());
  } else if (bracketed) {
    return {};
  }
  const bool port_ok = port.empty() || (port.front() == ':' && port.size() <= 6 &&
                                        port.find_first_not_of("0123456789", 1) == port.npos);
  std::string host = lower_case(name);
  const std::string_view allowed =
      bracketed ? "abcdef0123456789:.[]" : "abcdefghijklmnopqrstuvwxyz0123456789-._";
  if (!port_ok || host.size() > 253 || host.find_first_not_of(allowed) != std::string::npos)
    return {};
  return host;
}

int refusal_for(const beast::error_code& error) {
  if (error == bhttp::error::header_limit) return 431;
  if (error == bhttp::error::body_limit) return 413;
  if (error == bhttp::error::bad_version) return 505;
  return 400;
}

// Of the headers that say where a request ends and whom it is for.
struct FramingHeaders {
  unsigned codings = 0;
  unsigned lengths = 0;
  unsigned hosts = 0;
  std::string coding;  // of each the first value
  std::string length;
  std::string host;
  std::string expectation;
  bool expects = false;
  int version = 11;

  void take(bhttp::field name, std::string_view value);
  // What the parser lets pass and we do not. 0: nothing.
  [[nodiscard]] int objection() const;
};

void FramingHeaders::take(bhttp::field name, std::string_view value) {
  switch (name) {
    case bhttp::field::transfer_encoding:
      if (codings++ == 0) coding = lower_case(value);
      break;
    case bhttp::field::content_length:
      if (lengths++ == 0) length = value;
      break;
    case bhttp::field::host:
      if (hosts++ == 0) host = value;
      break;
    case bhttp::field::expect:
      if (!std::exchange(expects, true)) expectation = lower_case(value);
      break;
    default:
      break;
  }
}

int FramingHeaders::objection() const {
  if (lengths > 1 || (codings > 0 && lengths > 0)) return 400;
  if (codings > 0 && (version < 11 || codings > 1)) return 400;
  if (codings > 0) return coding == "chunked" ? 411 : 501;
  if (length.find_first_not_of("0123456789") != std::string::npos) return 400;
  if (hosts > 1 || (hosts == 0 && version >= 11)) return 400;
  return expects && expectation != "100-continue" ? 417 : 0;
}

// Splits the target (RFC 9112 section 3.2). False when it has a form we do not serve.
bool read_target(std::string_view target, Request& request) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (lower_case(target.substr(0, scheme.size())) != scheme) continue;
    target.remove_prefix(scheme.size());
    const std::size_t slash = std::min(target.find_first_of("/?"), target.size());
    request.host = host_of(target.substr(0, slash));
    target.remove_prefix(slash);
    if (request.host.empty()) return false;
    if (target.empty() || target.front() == '?') request.path = "/";
    break;
  }
  const std::size_t question = std::min(target.find('?'), target.size());
  if (request.path.empty()) request.path = std::string(target.substr(0, question));
  request.query = std::string(target.substr(std::min(question + 1, target.size())));
  if (request.path == "*") return request.method == "OPTIONS";
  return !request.path.empty() && request.path.front() == '/' && target.find('#') == target.npos;
}

}  // namespace

// Takes what the parser finds straight into the request: its own message would hold each header in
// a tree of single pieces of memory, to be copied out of it again.
struct RequestReader::Parser final : bhttp::basic_parser<true> {
  State state = State::incomplete;
  int refusal = 0;
  FramingHeaders framing;
  std::string target;
  Request request;

  void refuse(int status) {
    state = State::refused;
    refusal = status;
  }

  void check_head() {
    if (const int status = framing.objection(); status != 0) return refuse(status);
    if (!read_target(target, request)) return refuse(400);
    // An absolute target overrides Host (RFC 9112 section 3.2.2).
    if (!request.host.empty() || framing.hosts == 0) return;
    request.host = host_of(framing.host);
    if (request.host.empty()) refuse(400);
  }

 private:
  using Text = beast::string_view;
  using ErrorCode = beast::error_code;

  void on_request_impl(bhttp::verb /*method*/, Text name, Text of, int version,
                       ErrorCode& /*error*/) override {
    constexpr std::size_t kUsualHeaders = 16;
    request.headers.reserve(kUsualHeaders);
    request.method = view(name);
    target = view(of);
    framing.version = version;
  }
  void on_field_impl(bhttp::field field, Text name, Text value, ErrorCode& /*error*/) override {
    framing.take(field, view(value));
    request.headers.push_back({std::string(view(name)), std::string(view(value))});
  }
  void on_header_impl(ErrorCode& /*error*/) override { check_head(); }
  void on_body_init_impl(const boost::optional<std::uint64_t>& size,
                         ErrorCode& /*error*/) override {
    // No more than the limit, which the parser has held it to.
    if (size) request.body.reserve(static_cast<std::size_t>(*size));
  }
  std::size_t on_body_impl(Text piece, ErrorCode& /*error*/) override {
    request.body += view(piece);
    return piece.size();
  }
  void on_finish_impl(ErrorCode& /*error*/) override {}
  // A request is no response, and one in chunks is refused by its head.
  void on_response_impl(int /*status*/, Text /*reason*/, int /*version*/,
                        ErrorCode& /*error*/) override {}
  void on_chunk_header_impl(std::uint64_t /*size*/, Text /*extensions*/,
                            ErrorCode& /*error*/) override {}
  std::size_t on_chunk_body_impl(std::uint64_t /*remains*/, Text piece,
                                 ErrorCode& /*error*/) override {
    return piece.size();
  }
};

RequestReader::RequestReader(const ReadLimits& limits) : parser_(std::make_unique<Parser>()) {
  parser_->header_limit(limits.head_bytes);
  parser_->body_limit(limits.body_bytes);
  // The head must be ours to judge before the parser sees a body it does not get to read.
  parser_->eager(false);
}

RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&&) noexcept = default;
RequestReader::~RequestReader() = default;

std::size_t RequestReader::feed(std::string_view bytes) {
  Parser& parser = *parser_;
  std::size_t taken = 0;
  while (parser.state == State::incomplete && taken < bytes.size()) {
    beast::error_code error;
    const std::size_t used =
        parser.put(boost::asio::const_buffer(bytes.data() + taken, bytes.size() - taken), error);
    taken += used;
    if (error && error != bhttp::error::need_more) {
      parser.refuse(refusal_for(error));
      break;
    }
    if (parser.state == State::incomplete && parser.is_done()) parser.state = State::complete;
    if (used == 0) break;
  }
  return taken;
}

RequestReader::State RequestReader::state() const { return parser_->state; }
int RequestReader::refusal() const { return parser_->refusal; }

bool RequestReader::wants_continue() const {
  return parser_->is_header_done() && parser_->state == State::incomplete &&
         parser_->framing.version >= 11 && parser_->framing.expects;
}

bool RequestReader::keep_alive() const {
  return parser_->state == State::complete && parser_->keep_alive();
}

bool RequestReader::http_1_0() const {
  return parser_->is_header_done() && parser_->framing.version < 11;
}

Request RequestReader::take() { return std::move(parser_->request); }

}  // namespace consentry::http
