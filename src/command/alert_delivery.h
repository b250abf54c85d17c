// SPDX-License-Identifier: Apache-2.0
// Delivers what waits: each message until it is taken, or for three days.
#pragma once

#include <atomic>
#include <functional>

#include "command/watch_settings.h"
#include "core/base/time.h"
#include "io/notify/mail.h"
#include "io/store/sqlite_watches.h"

namespace consentry {

struct DeliveryCounts {
  std::atomic<std::uint64_t> delivered{0};
  std::atomic<std::uint64_t> failed{0};    // attempts
  std::atomic<std::uint64_t> given_up{0};  // messages
};

// For one thread, but for the counts. All must outlive it.
class AlertDelivery {
 public:
  // not_found and others: the password's file cannot be read.
  static Result<AlertDelivery> create(const WatchSettings& settings, SqliteWatches& watches,
                                      std::function<UtcTime()> clock, DeliveryCounts& counts);
  // One attempt for each message whose time has come, until `stopped`. How many were delivered.
  Result<std::size_t> run(const std::function<bool()>& stopped);

 private:
  AlertDelivery(MailRoute route, SqliteWatches& watches, std::function<UtcTime()> clock,
                DeliveryCounts& counts)
      : route_(std::move(route)), watches_(&watches), clock_(std::move(clock)), counts_(&counts) {}
  Status deliver(const WatchMessage& message, const WatchOrder& order, MailSession& session) const;
  Status settle(const WatchMessage& message, const Status& delivered);
  MailRoute route_;
  SqliteWatches* watches_;
  std::function<UtcTime()> clock_;
  DeliveryCounts* counts_;
};

}  // namespace consentry
