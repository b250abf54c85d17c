// SPDX-License-Identifier: Apache-2.0
#include "core/consent/service_suggestions.h"

#include <algorithm>
#include <map>

namespace consentry {
namespace {

// "mp_*" or "RT" may be anybody's; "_ga" and "_hjSession_*" are one program's.
constexpr std::size_t kTellingPrefix = 5;
constexpr std::size_t kTellingName = 3;

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool covers(std::string_view pattern, std::string_view host) {
  if (!pattern.starts_with("*.")) return pattern == host;
  return host.ends_with(pattern.substr(1));
}

bool has_for_itself(const KnownService& service, std::string_view host) {
  return std::any_of(service.hosts.begin(), service.hosts.end(), [&](const std::string& each) {
    return covers(each, host) && !contains(service.shared, each);
  });
}

bool is_telling(const KnownService& service, std::string_view name) {
  const auto tells = [&](const std::string& pattern) {
    const bool open = pattern.ends_with('*');
    const std::size_t length = pattern.size() - (open ? 1 : 0);
    return is_stored_under(pattern, name) && length >= (open ? kTellingPrefix : kTellingName);
  };
  return std::any_of(service.stores.begin(), service.stores.end(), [&](const StoredPattern& item) {
    return item.domain.empty() && std::any_of(item.names.begin(), item.names.end(), tells);
  });
}

class Suggester {
 public:
  explicit Suggester(const ServiceRegistry& registry) : registry_(registry) {}

  ServiceSuggestions suggest(const SeenParts& seen) {
    for (const std::string& host : seen.hosts) {
      for (const KnownService* service : registry_.at_host(host)) {
        if (has_for_itself(*service, host)) proved_.try_emplace(service);
      }
    }
    // All names are weighed against what hosts alone have proved, so their order does not matter.
    std::vector<const KnownService*> by_name;
    for (const std::string& name : seen.names) {
      if (const KnownService* service = proved_by(name); service != nullptr)
        by_name.push_back(service);
    }
    for (const KnownService* service : by_name) proved_.try_emplace(service);
    ServiceSuggestions result;
    for (const std::string& host : seen.hosts) {
      if (!credit(registry_.at_host(host), &ServiceSuggestion::hosts, host))
        result.unknown_hosts.push_back(host);
    }
    for (const std::string& name : seen.names) {
      if (!credit(registry_.storing(name), &ServiceSuggestion::names, name))
        result.unknown_names.push_back(name);
    }
    for (const KnownService& service : registry_.services()) {
      const auto found = proved_.find(&service);
      if (found == proved_.end()) continue;
      found->second.service = &service;
      result.services.push_back(std::move(found->second));
    }
    return result;
  }

 private:
  // The one service that a name alone proves; of several the one on the site's own server, unless
  // another is proved already.
  [[nodiscard]] const KnownService* proved_by(std::string_view name) const {
    std::vector<const KnownService*> telling;
    for (const KnownService* service : registry_.storing(name)) {
      if (proved_.contains(service)) return nullptr;
      if (is_telling(*service, name)) telling.push_back(service);
    }
    if (telling.size() > 1)
      std::erase_if(telling, [](const KnownService* each) { return !each->hosts.empty(); });
    return telling.size() == 1 ? telling.front() : nullptr;
  }

  bool credit(const std::vector<const KnownService*>& services,
              std::vector<std::string> ServiceSuggestion::* list, const std::string& seen) {
    bool known = false;
    for (const KnownService* service : services) {
      const auto found = proved_.find(service);
      if (found == proved_.end()) continue;
      (found->second.*list).push_back(seen);
      known = true;
    }
    return known;
  }

  const ServiceRegistry& registry_;
  std::map<const KnownService*, ServiceSuggestion> proved_;
};

}  // namespace

ServiceSuggestions suggest_services(const ServiceRegistry& registry, const SeenParts& seen) {
  return Suggester(registry).suggest(seen);
}

}  // namespace consentry
