// SPDX-License-Identifier: Apache-2.0
// Makes the periodic scans of a server while it runs, and delivers their alerts.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "command/alert_delivery.h"
#include "command/watched_scan.h"

namespace consentry {

// Threads of its own: one a scan that may run at once, one for delivery.
class SiteWatcher {
 public:
  // Notes what an earlier server left under way, and begins. All must outlive it.
  static Result<std::unique_ptr<SiteWatcher>> start(const WatchSettings& settings,
                                                    SqliteWatches& watches,
                                                    const std::filesystem::path& data,
                                                    std::function<UtcTime()> clock);
  // As stop().
  ~SiteWatcher();
  SiteWatcher(const SiteWatcher&) = delete;
  SiteWatcher& operator=(const SiteWatcher&) = delete;

  // Ends the scans under way; they are made again.
  void stop();
  // For Prometheus.
  [[nodiscard]] std::string metrics() const;

 private:
  SiteWatcher(const WatchSettings& settings, SqliteWatches& watches,
              const std::filesystem::path& data, std::function<UtcTime()> clock,
              AlertDelivery delivery, std::unique_ptr<DeliveryCounts> counts);
  void scan_what_is_due();
  void deliver_what_waits();
  bool scan_one();
  bool rest();
  [[nodiscard]] bool is_stopping();

  SqliteWatches& watches_;
  std::function<UtcTime()> clock_;
  WatchedScanner scanner_;
  std::unique_ptr<DeliveryCounts> counts_;
  AlertDelivery delivery_;
  std::atomic<std::uint64_t> done_{0};
  std::atomic<std::uint64_t> failed_{0};
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::set<std::string> scanning_;
  std::vector<std::thread> threads_;
};

}  // namespace consentry
