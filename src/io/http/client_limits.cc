// SPDX-License-Identifier: Apache-2.0
#include "io/http/client_limits.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <utility>

namespace consentry::http {
namespace {

namespace ip = boost::asio::ip;

constexpr std::size_t kBuckets = 65'536;  // 512 KiB

bool is_loopback(const std::string& peer) {
  boost::system::error_code error;
  const auto address = ip::make_address(peer, error);
  return !error && address.is_loopback();
}

// The last entry, which the proxy itself has written; those before it anybody could have.
std::string last_of(std::string_view list) {
  const std::size_t comma = list.rfind(',');
  if (comma != std::string_view::npos) list.remove_prefix(comma + 1);
  const std::size_t begin = list.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return std::string(list.substr(begin, list.find_last_not_of(' ') + 1 - begin));
}

// A proxy may add a line of its own behind the one that it was given.
std::string_view forwarded_for(const Request& request) {
  std::string_view value;
  for (const Header& header : request.headers) {
    if (same_header(header.name, "x-forwarded-for")) value = header.value;
  }
  return value;
}

// The first 64 bits of an IPv6 address.
std::string counted(const std::string& text) {
  boost::system::error_code error;
  const auto address = ip::make_address(text, error);
  if (error || address.is_v4() || address.to_v6().is_v4_mapped()) return text;
  auto bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return ip::address_v6(bytes).to_string();
}

}  // namespace

ClientLimits::ClientLimits(ClientAllowance allowance, std::vector<std::string> proxies)
    : proxies_(std::move(proxies)),
      table_(std::chrono::nanoseconds(std::chrono::minutes(1)) / std::max(1U, allowance.per_minute),
             allowance.at_once, kBuckets) {}

std::string ClientLimits::client_of(const Request& request) const {
  if (!is_proxied(request)) return request.peer;
  std::string said = last_of(forwarded_for(request));
  if (!said.empty()) return said;
  return is_loopback(request.peer) ? std::string() : request.peer;
}

bool ClientLimits::is_proxied(const Request& request) const {
  return is_loopback(request.peer) ||
         std::find(proxies_.begin(), proxies_.end(), request.peer) != proxies_.end();
}

std::string ClientLimits::counted_client(const Request& request) const {
  const std::string client = client_of(request);
  return client.empty() ? client : counted(client);
}

bool ClientLimits::admits(const Request& request, Clock::time_point now) {
  const std::string client = counted_client(request);
  return client.empty() || table_.admits(client, now);
}

}  // namespace consentry::http
