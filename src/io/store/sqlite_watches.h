// SPDX-License-Identifier: Apache-2.0
// The watched sites, their scans and the messages that wait, in the ledger's database.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/watch/watch_book.h"
#include "io/store/sqlite_database.h"

namespace consentry {

// Of a site's older scans only so many rows are kept.
inline constexpr std::size_t kKeptScanRows = 400;

// What a scan leaves behind, kept in one step: after a crash all of it is there or nothing.
struct FinishedScan {
  WatchedScan scan;
  std::string memory;  // watch_memory_json()
  UtcTime due;         // the next one
  std::vector<WatchMessage> messages;
};

// One connection behind a lock, so thread-safe; other processes may use the database meanwhile.
class SqliteWatches final : public WatchBook {
 public:
  static Result<std::unique_ptr<SqliteWatches>> open(const std::filesystem::path& path,
                                                     std::span<const std::string_view> migrations);

  Status watch(const WatchOrder& order, UtcTime now) override;
  Status unwatch(std::string_view site) override;
  [[nodiscard]] Result<WatchEntry> find(std::string_view site) const override;
  [[nodiscard]] Result<std::vector<WatchEntry>> list() const override;
  [[nodiscard]] Result<std::vector<WatchedScan>> scans(std::string_view site,
                                                       std::size_t most) const override;

  // The next scan is due at this time. not_found: the site is not watched.
  Status put_due(std::string_view site, UtcTime due);
  // Sites that are due, the longest waiting first.
  [[nodiscard]] Result<std::vector<std::string>> due(UtcTime now, std::size_t most) const;
  // When the next one is; nothing when no site is watched.
  [[nodiscard]] Result<std::optional<UtcTime>> next_due() const;
  // watch_memory_json(), empty before the first scan. not_found: the site is not watched.
  [[nodiscard]] Result<std::string> memory(std::string_view site) const;

  // Notes that a scan begins; the number is its own.
  Result<std::uint64_t> begin(std::string_view site, UtcTime now);
  // When the site is not watched any more, the scan is noted and the rest dropped.
  Status finish(const FinishedScan& finished);
  // The scan ended before its end; it stays due.
  Status break_off(std::uint64_t number, std::string_view reason, UtcTime now);
  // Notes what was under way when the last server died. How many there were.
  Result<std::uint64_t> break_off_all(UtcTime now);
  // Done scans of a site, and of these only those that have a folder, newest first.
  [[nodiscard]] Result<std::vector<WatchedScan>> kept(std::string_view site) const;
  Status forget_folder(std::uint64_t number);

  // Messages whose next attempt has come, oldest first.
  [[nodiscard]] Result<std::vector<WatchMessage>> waiting(UtcTime now, std::size_t most) const;
  [[nodiscard]] Result<std::uint64_t> waiting_in_all() const;
  Status postpone(std::uint64_t message, UtcTime next_try);
  // It was delivered, or its time is over.
  Status drop(std::uint64_t message);

 private:
  explicit SqliteWatches(Database database) : database_(std::move(database)) {}
  [[nodiscard]] Result<std::vector<WatchedScan>> scans_where(std::string_view condition,
                                                             std::string_view site,
                                                             std::size_t most) const;
  [[nodiscard]] Result<WatchEntry> entry(std::string_view site) const;
  [[nodiscard]] Result<std::vector<std::string>> sites(std::string_view sql, std::int64_t first,
                                                       std::uint64_t second) const;
  Status keep(const FinishedScan& finished);
  Status put(const WatchMessage& message);
  Status must_touch(Statement& statement, const std::string& otherwise);
  mutable std::mutex mutex_;
  Database database_;
};

}  // namespace consentry
