// SPDX-License-Identifier: Apache-2.0
// The ledger in SQLite: one writer thread that takes what has gathered and makes it durable in one
// transaction (group commit), readers on connections of their own.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "core/consent/ledger.h"

namespace consentry {

struct SqliteLedgerOptions {
  std::filesystem::path path;
  std::span<const std::string_view> migrations;  // SQL, in order
  std::function<UtcTime()> clock;
  // Most jobs in one transaction. Larger batches hold the disk longer and gain little.
  std::size_t batch = 512;
  // Most jobs that wait; beyond it an append is answered with exhausted at once.
  std::size_t queue = 65'536;
  // How long counts that are no records' gather in memory: banners shown, countries and devices.
  // 0: they are written with each transaction.
  std::chrono::milliseconds gather{1'000};
};

struct LedgerStatistics {
  std::uint64_t batches = 0;
  std::uint64_t jobs = 0;      // done, in all batches
  std::uint64_t failures = 0;  // batches that could not be kept
  std::size_t waiting = 0;
};

class SqliteLedger final : public Ledger {
 public:
  // As SqliteLedgerWriter::open. One a store, over all processes: the caller holds the folder's
  // lock.
  static Result<std::unique_ptr<SqliteLedger>> open(SqliteLedgerOptions options, SigningKey key);
  // Does what waits, then ends.
  ~SqliteLedger() override;

  void append(LedgerEntry entry, AppendDone done) override;
  void erase(std::string site, VisitorId visitor, EraseDone done) override;
  void count_shown(const BannerShown& banner) override;
  // As erase(), for records by their places in the log; those that are gone already do not count.
  void forget(std::vector<std::uint64_t> records, EraseDone done);
  [[nodiscard]] Result<std::vector<StoredRecord>> records_of(
      std::string_view site, const VisitorId& visitor) const override;
  [[nodiscard]] Result<LedgerHead> head() const override;
  [[nodiscard]] Result<std::vector<Sha256>> tile(const TileId& tile) const override;
  [[nodiscard]] Result<std::vector<DayCount>> counts(std::string_view site, std::int64_t from_day,
                                                     std::int64_t to_day) const override;
  [[nodiscard]] Result<std::vector<StatisticsGroup>> groups(
      const StatisticsQuery& query) const override;
  [[nodiscard]] Result<std::vector<ChoicePattern>> patterns(
      const StatisticsQuery& query) const override;
  [[nodiscard]] LedgerStatistics statistics() const;

 private:
  struct State;
  explicit SqliteLedger(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace consentry
