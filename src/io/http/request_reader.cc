// SPDX-License-Identifier: Apache-2.0
#include "io/http/request_reader.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <utility>

namespace consentry::http {
namespace {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using Message = bhttp::request<bhttp::string_body>;

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

// What the parser lets pass and we do not. 0: nothing.
int objection(const Message& message) {
  const auto coding = message.find(bhttp::field::transfer_encoding);
  const bool coded = coding != message.end();
  if (coded && message.count(bhttp::field::content_length) > 0) return 400;
  if (message.count(bhttp::field::content_length) > 1) return 400;
  if (coded && (message.version() < 11 || message.count(bhttp::field::transfer_encoding) > 1))
    return 400;
  if (coded) return lower_case(view(coding->value())) == "chunked" ? 411 : 501;
  const auto length = message.find(bhttp::field::content_length);
  if (length != message.end() &&
      view(length->value()).find_first_not_of("0123456789") != std::string_view::npos)
    return 400;
  const std::size_t hosts = message.count(bhttp::field::host);
  if (hosts > 1 || (hosts == 0 && message.version() >= 11)) return 400;
  const auto expect = message.find(bhttp::field::expect);
  if (expect != message.end() && lower_case(view(expect->value())) != "100-continue") return 417;
  return 0;
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

struct RequestReader::Parser {
  bhttp::request_parser<bhttp::string_body> beast;
  State state = State::incomplete;
  int refusal = 0;
  bool head_checked = false;
  Request request;

  void refuse(int status) {
    state = State::refused;
    refusal = status;
  }

  void check_head() {
    head_checked = true;
    const Message& message = beast.get();
    if (const int status = objection(message); status != 0) return refuse(status);
    request.method = std::string(view(message.method_string()));
    if (!read_target(view(message.target()), request)) return refuse(400);
    if (!request.host.empty())
      return;  // an absolute target overrides Host (RFC 9112 section 3.2.2)
    const auto host = message.find(bhttp::field::host);
    if (host == message.end()) return;
    request.host = host_of(view(host->value()));
    if (request.host.empty()) refuse(400);
  }
};

RequestReader::RequestReader(const ReadLimits& limits) : parser_(std::make_unique<Parser>()) {
  parser_->beast.header_limit(limits.head_bytes);
  parser_->beast.body_limit(limits.body_bytes);
  // The head must be ours to judge before the parser sees a body it does not get to read.
  parser_->beast.eager(false);
}

RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&&) noexcept = default;
RequestReader::~RequestReader() = default;

std::size_t RequestReader::feed(std::string_view bytes) {
  Parser& parser = *parser_;
  std::size_t taken = 0;
  while (parser.state == State::incomplete && taken < bytes.size()) {
    beast::error_code error;
    const std::size_t used = parser.beast.put(
        boost::asio::const_buffer(bytes.data() + taken, bytes.size() - taken), error);
    taken += used;
    if (error && error != bhttp::error::need_more) {
      parser.refuse(refusal_for(error));
      break;
    }
    if (parser.beast.is_header_done() && !parser.head_checked) parser.check_head();
    if (parser.state == State::incomplete && parser.beast.is_done()) parser.state = State::complete;
    if (used == 0) break;
  }
  return taken;
}

RequestReader::State RequestReader::state() const { return parser_->state; }
int RequestReader::refusal() const { return parser_->refusal; }

bool RequestReader::wants_continue() const {
  return parser_->head_checked && parser_->state == State::incomplete &&
         parser_->beast.get().version() >= 11 &&
         parser_->beast.get().count(bhttp::field::expect) > 0;
}

bool RequestReader::keep_alive() const {
  return parser_->state == State::complete && parser_->beast.get().keep_alive();
}

bool RequestReader::http_1_0() const {
  return parser_->head_checked && parser_->beast.get().version() < 11;
}

Request RequestReader::take() {
  Message message = parser_->beast.release();
  Request request = std::move(parser_->request);
  constexpr std::size_t kUsualHeaders = 16;
  request.headers.reserve(kUsualHeaders);
  for (const auto& field : message) {
    request.headers.push_back(
        {std::string(view(field.name_string())), std::string(view(field.value()))});
  }
  request.body = std::move(message.body());
  return request;
}

}  // namespace consentry::http
