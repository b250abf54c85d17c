// SPDX-License-Identifier: Apache-2.0
#include "command/site_watcher.h"

#include <csignal>
#include <utility>

#include "command/structured_log.h"
#include "io/http/server_metrics.h"

namespace consentry {
namespace {

// Other processes order scans in the same database.
constexpr std::chrono::seconds kLook{1};
// A store that fails is not asked again and again.
constexpr std::int64_t kAfterAnErrorMs = 600'000;

}  // namespace

SiteWatcher::SiteWatcher(const WatchSettings& settings, SqliteWatches& watches,
                         const std::filesystem::path& data, std::function<UtcTime()> clock,
                         AlertDelivery delivery, std::unique_ptr<DeliveryCounts> counts)
    : watches_(watches),
      clock_(clock),
      scanner_(settings, watches, data, std::move(clock)),
      counts_(std::move(counts)),
      delivery_(std::move(delivery)) {}

SiteWatcher::~SiteWatcher() { stop(); }

Result<std::unique_ptr<SiteWatcher>> SiteWatcher::start(const WatchSettings& settings,
                                                        SqliteWatches& watches,
                                                        const std::filesystem::path& data,
                                                        std::function<UtcTime()> clock) {
  auto counts = std::make_unique<DeliveryCounts>();
  auto delivery = AlertDelivery::create(settings, watches, clock, *counts);
  if (!delivery) return delivery.error();
  if (const auto left = watches.break_off_all(clock()); !left) return left.error();
  std::unique_ptr<SiteWatcher> watcher(new SiteWatcher(settings, watches, data, std::move(clock),
                                                       *std::move(delivery), std::move(counts)));
  sigset_t all{};
  sigset_t before{};
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  for (unsigned i = 0; i < settings.scans_at_once; ++i)
    watcher->threads_.emplace_back([raw = watcher.get()] { raw->scan_what_is_due(); });
  watcher->threads_.emplace_back([raw = watcher.get()] { raw->deliver_what_waits(); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return watcher;
}

void SiteWatcher::stop() {
  {
    const std::scoped_lock guard(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  scanner_.stop();
  for (std::thread& each : threads_) each.join();
  threads_.clear();
}

bool SiteWatcher::is_stopping() {
  const std::scoped_lock guard(mutex_);
  return stopping_;
}

// False: it is to stop.
bool SiteWatcher::rest() {
  std::unique_lock guard(mutex_);
  return !wake_.wait_for(guard, kLook, [this] { return stopping_; });
}

// False: nothing was due.
bool SiteWatcher::scan_one() {
  std::string site;
  {
    const std::scoped_lock guard(mutex_);
    const auto due = watches_.due(clock_(), scanning_.size() + 1);
    if (!due || stopping_) return false;
    for (const std::string& each : *due) {
      if (site.empty() && !scanning_.contains(each)) site = each;
    }
    if (site.empty()) return false;
    scanning_.insert(site);
  }
  const auto fate = scanner_.scan(site);
  if (!fate) {
    log_event(LogLevel::error, "scan_not_made", {{"site", site}, {"why", fate.error().text()}});
    (void)watches_.put_due(site, UtcTime{clock_().milliseconds + kAfterAnErrorMs});
  } else {
    log_event(*fate == ScanFate::failed ? LogLevel::warning : LogLevel::info, "scanned",
              {{"site", site}, {"fate", std::string(name_of(*fate))}});
  }
  if (fate && *fate == ScanFate::done) ++done_;
  if (!fate || *fate == ScanFate::failed) ++failed_;
  const std::scoped_lock guard(mutex_);
  scanning_.erase(site);
  wake_.notify_all();
  return true;
}

void SiteWatcher::scan_what_is_due() {
  while (scan_one() ? !is_stopping() : rest()) {
  }
}

void SiteWatcher::deliver_what_waits() {
  do {
    const auto delivered = delivery_.run([this] { return is_stopping(); });
    if (!delivered)
      log_event(LogLevel::error, "alerts_not_read", {{"why", delivered.error().text()}});
  } while (rest());
}

std::string SiteWatcher::metrics() const {
  const auto next = watches_.next_due();
  const std::int64_t due = next && *next ? (*next)->milliseconds / 1000 : 0;
  return http::metric_text("consentry_scans_done_total", "counter", "Periodic scans finished.",
                           done_) +
         http::metric_text("consentry_scans_failed_total", "counter", "Periodic scans that failed.",
                           failed_) +
         http::metric_text("consentry_scan_next_due_seconds", "gauge",
                           "When the next periodic scan is due, in POSIX time; 0: none.",
                           static_cast<std::uint64_t>(std::max<std::int64_t>(due, 0))) +
         http::metric_text("consentry_alerts_delivered_total", "counter",
                           "Messages of periodic scans that were taken.", counts_->delivered) +
         http::metric_text("consentry_alert_attempts_failed_total", "counter",
                           "Attempts to deliver such a message that failed.", counts_->failed) +
         http::metric_text("consentry_alerts_given_up_total", "counter",
                           "Such messages that nobody took in three days.", counts_->given_up) +
         http::metric_text("consentry_alerts_waiting", "gauge", "Such messages that wait.",
                           watches_.waiting_in_all().value_or(0));
}

}  // namespace consentry
