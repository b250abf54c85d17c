// SPDX-License-Identifier: Apache-2.0
#include "io/http/client_limits.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <functional>
#include <random>
#include <utility>

namespace consentry::http {
namespace {

namespace ip = boost::asio::ip;

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

// What one customer of a provider usually has of IPv6 is one allowance.
std::string counted(const std::string& text) {
  boost::system::error_code error;
  const auto address = ip::make_address(text, error);
  if (error || address.is_v4() || address.to_v6().is_v4_mapped()) return text;
  auto bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return ip::address_v6(bytes).to_string();
}

std::string random_seed() {
  std::random_device chance;
  std::string seed;
  for (int i = 0; i < 4; ++i) seed += std::to_string(chance());
  return seed;
}

}  // namespace

ClientLimits::ClientLimits(ClientAllowance allowance, std::vector<std::string> proxies)
    : interval_(std::chrono::nanoseconds(std::chrono::minutes(1)) /
                std::max(1U, allowance.per_minute)),
      tolerance_(interval_ * allowance.at_once),
      proxies_(std::move(proxies)),
      seed_(random_seed()),
      empty_at_(kBuckets) {}

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

bool ClientLimits::admits(const Request& request, Clock::time_point now) {
  const std::string client = client_of(request);
  if (client.empty()) return true;
  const std::size_t at = std::hash<std::string>()(seed_ + counted(client)) % kBuckets;
  const std::int64_t time =
      std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch()).count();
  std::int64_t empty_at = empty_at_[at].load(std::memory_order_relaxed);
  while (true) {
    const std::int64_t next = std::max(empty_at, time) + interval_.count();
    if (next - time > tolerance_.count()) return false;
    if (empty_at_[at].compare_exchange_weak(empty_at, next, std::memory_order_relaxed)) return true;
  }
}

}  // namespace consentry::http
