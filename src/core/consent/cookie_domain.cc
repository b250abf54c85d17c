// SPDX-License-Identifier: Apache-2.0
#include "core/consent/cookie_domain.h"

#include <algorithm>

#include "core/base/origin.h"

namespace consentry {
namespace {

// A label put before it still gives no more than itself: whatever stands there is somebody else's.
bool is_public_suffix(std::string_view domain) {
  const std::string below = "x." + std::string(domain);
  return registrable_domain(below) == below;
}

}  // namespace

Status check_cookie_domain(std::string_view domain, const std::vector<std::string>& origins) {
  if (domain.starts_with('.')) domain.remove_prefix(1);
  std::vector<std::string> hosts;
  for (const std::string& origin : origins) {
    if (const auto url = parse_url(origin)) hosts.push_back(url->host);
  }
  if (domain.empty() || hosts.empty()) return {};
  // The host's own name is always taken.
  if (std::ranges::find(hosts, domain) != hosts.end()) return {};
  const bool within = std::ranges::any_of(
      hosts, [&](const std::string& host) { return domain_matches(host, domain); });
  if (within && !is_public_suffix(domain)) return {};
  const std::string why = within ? "' is a public suffix, for which browsers keep no cookie"
                                 : "' is no domain above " + hosts.front();
  return invalid_input("cookieDomain: '" + std::string(domain) + why + "; write '" +
                       registrable_domain(hosts.front()) +
                       "', or leave it out for a choice on each host");
}

}  // namespace consentry
