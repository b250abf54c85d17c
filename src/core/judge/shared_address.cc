// SPDX-License-Identifier: Apache-2.0
#include "core/judge/shared_address.h"

#include <algorithm>

#include "core/base/ipv4.h"
#include "core/base/origin.h"
#include "core/judge/item_need.h"

namespace consentry {
namespace {

bool is_global(std::string_view address) {
  const auto number = parse_ipv4(address);
  return number && is_global_ipv4(*number);
}

}  // namespace

AddressBook::AddressBook(const SiteView& site, const RuleBook& book) : book_(&book) {
  add_listed(site);
  add_requests(site);
  pages_known_ = std::ranges::any_of(hosts_, [](const auto& entry) {
    return entry.second.page && !entry.second.addresses.empty();
  });
}

// A list stands in place of what the browser met, which then was led elsewhere.
void AddressBook::add_listed(const SiteView& site) {
  for (const RunView& run : site.runs()) {
    for (const HostAlias& alias : run.run->host_aliases) {
      if (alias.addresses.empty()) continue;
      listed_.insert(alias.host);
      for (const std::string& address : alias.addresses) {
        if (is_global(address)) hosts_[alias.host].addresses.insert(address);
      }
    }
  }
}

void AddressBook::add_requests(const SiteView& site) {
  for (const RunView& run : site.runs()) {
    for (const SentRequest& sent : run.requests) {
      const Request& request = *sent.request;
      const auto url = parse_url(request.url);
      const auto page = parse_url(request.page_url);
      if (!url || !page || url->host.empty() || request.from_cache) continue;
      Host& host = hosts_[url->host];
      if (!listed_.contains(url->host) && is_global(request.remote_address))
        host.addresses.insert(request.remote_address);
      host.page = host.page || url->host == page->host;
      host.own = host.own || !request.third_party;
      host.tracker = host.tracker || (grade_of(sent) == TrackerGrade::tracking &&
                                      is_tracking(sent.facts->party.function));
      if (host.company.empty()) host.company = name_of_party(*sent.facts, request.url);
    }
  }
}

bool AddressBook::shared_by_all(std::string_view address) const {
  const auto number = parse_ipv4(address);
  return std::ranges::any_of(book_->shared_networks(), [number](const SharedNetwork& network) {
    return std::ranges::any_of(network.ranges, [number](const Ipv4Range& range) {
      return number && range.contains(*number);
    });
  });
}

std::optional<TrackerNeighbour> AddressBook::alone_at(const std::string& address,
                                                      std::string_view own_name) const {
  std::optional<TrackerNeighbour> found;
  for (const auto& [name, host] : hosts_) {
    if (name == own_name || !host.addresses.contains(address)) continue;
    if (host.page) return std::nullopt;
    if (host.own) continue;
    const bool another = found && found->company != host.company;
    if (!host.tracker || another) return std::nullopt;
    if (!found) found = TrackerNeighbour{address, name, host.company};
  }
  return found;
}

std::optional<TrackerNeighbour> AddressBook::neighbour_of(std::string_view own_name) const {
  const auto own = hosts_.find(own_name);
  if (own == hosts_.end() || !pages_known_) return std::nullopt;
  for (const std::string& address : own->second.addresses) {
    if (shared_by_all(address)) continue;
    if (auto found = alone_at(address, own_name)) return found;
  }
  return std::nullopt;
}

}  // namespace consentry
