// SPDX-License-Identifier: Apache-2.0
#include "core/consent/tag_policy.h"

#include <algorithm>

#include "core/base/origin.h"

namespace consentry {
namespace {

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Without a port any will do, as in the tag.
void add_host(std::vector<std::string>& hosts, const std::string& host) {
  std::string source = host.find(':') == std::string::npos ? host + ":*" : host;
  if (!contains(hosts, source)) hosts.push_back(std::move(source));
}

}  // namespace

std::string tag_policy(const TagConfig& config, const std::vector<std::string>& granted) {
  std::vector<std::string> hosts;
  for (const std::string& host : config.own_hosts) add_host(hosts, host);
  for (const TagService& service : config.services) {
    const bool allowed = service.category == config.categories.front().id ||
                         contains(granted, service.category) || contains(granted, service.id);
    if (!allowed) continue;
    for (const std::string& host : service.hosts) add_host(hosts, host);
  }
  if (const auto server = parse_site_url(config.server); server) {
    const std::string origin = server->origin();
    std::string host = origin.substr(origin.find("//") + 2);
    if (!contains(hosts, host)) hosts.push_back(std::move(host));
  }
  std::string policy = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:";
  for (const std::string& host : hosts)
    policy.append(" ").append(host).append(" ws://").append(host).append(" wss://").append(host);
  return policy;
}

std::vector<std::string> hosts_of(const TagConfig& config, std::string_view category) {
  std::vector<std::string> hosts;
  for (const TagService& service : config.services) {
    if (service.category != category) continue;
    for (const std::string& host : service.hosts) add_host(hosts, host);
  }
  return hosts;
}

}  // namespace consentry
