// SPDX-License-Identifier: Apache-2.0
// One periodic scan: `consentry scan` as a worker, its result read with distrust, what is news in it
// told, its report kept and the site's declaration turned.
#pragma once

#include <filesystem>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "command/watch_settings.h"
#include "core/base/time.h"
#include "io/store/sqlite_watches.h"

namespace consentry {

class WorkerProcess;
struct ConsentSite;

// Scans for one server; thread-safe. What it keeps lies in `data`/scans/SITE/NUMBER.
class WatchedScanner {
 public:
  // All must outlive it. `data`: the server's data folder; `database`: its file of sites.
  WatchedScanner(const WatchSettings& settings, SqliteWatches& watches, std::filesystem::path data,
                 std::function<UtcTime()> clock);

  // Scans a site that is due and keeps what came of it, at the latest when the worker's time is over.
  // Blocks. A scan that failed is an ordinary outcome; an error is the store's.
  Result<ScanFate> scan(const std::string& site);
  // Ends the scans under way, here and in future: they stay due.
  void stop();

 private:
  struct Outcome;
  [[nodiscard]] std::filesystem::path folder_of(const std::string& site) const;
  [[nodiscard]] std::vector<std::string> words_for(const WatchOrder& order, const ConsentSite& site,
                                                   const std::string& notice,
                                                   const std::filesystem::path& out) const;
  Outcome run_worker(const std::vector<std::string>& words, const std::filesystem::path& out);
  Outcome work(const WatchOrder& order, const ConsentSite& site, const std::string& notice,
               const std::filesystem::path& out);
  [[nodiscard]] FinishedScan finished(const WatchEntry& entry, const ConsentSite& site,
                                      std::uint64_t number, const Outcome& outcome,
                                      WatchMemory memory) const;
  void thin_out(const std::string& site);

  const WatchSettings& settings_;
  SqliteWatches& watches_;
  std::filesystem::path data_;
  std::function<UtcTime()> clock_;
  std::mutex mutex_;
  std::set<const WorkerProcess*> running_;
  bool stopped_ = false;
};

}  // namespace consentry
