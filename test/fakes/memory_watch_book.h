// SPDX-License-Identifier: Apache-2.0
// Watched sites in memory; knows the sites that it is told of. For one thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/watch/watch_book.h"

namespace consentry {

class MemoryWatchBook final : public WatchBook {
 public:
  explicit MemoryWatchBook(std::set<std::string, std::less<>> sites) : sites_(std::move(sites)) {}

  Status watch(const WatchOrder& order, UtcTime now) override {
    if (!sites_.contains(order.site)) return missing();
    const auto schedule = Schedule::parse(order.schedule);
    if (!schedule) return schedule.error();
    WatchEntry& entry = entries_[order.site];
    const std::string secret = order.secret.empty() ? entry.order.secret : order.secret;
    entry.order = order;
    entry.order.secret = order.webhook.empty() ? "" : secret;
    entry.since = now;
    entry.due = schedule->next(order.site, now);
    return {};
  }
  Status unwatch(std::string_view site) override {
    return entries_.erase(std::string(site)) > 0 ? Status() : missing();
  }
  [[nodiscard]] Result<WatchEntry> find(std::string_view site) const override {
    const auto found = entries_.find(std::string(site));
    if (found == entries_.end()) return missing();
    return found->second;
  }
  [[nodiscard]] Result<std::vector<WatchEntry>> list() const override {
    std::vector<WatchEntry> all;
    for (const auto& each : entries_) all.push_back(each.second);
    return all;
  }
  [[nodiscard]] Result<std::vector<WatchedScan>> scans(std::string_view site,
                                                       std::size_t most) const override {
    std::vector<WatchedScan> all;
    for (auto each = made.rbegin(); each != made.rend() && all.size() < most; ++each) {
      if (each->site == site) all.push_back(*each);
    }
    return all;
  }

  std::vector<WatchedScan> made;  // oldest first

 private:
  static Error missing() { return {ErrorKind::not_found, "there is no such site"}; }
  std::set<std::string, std::less<>> sites_;
  std::map<std::string, WatchEntry> entries_;
};

}  // namespace consentry
