// SPDX-License-Identifier: Apache-2.0
// Reads the log in SQLite on connections of its own, beside a writer of this or another process.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "core/consent/ledger.h"
#include "io/store/sqlite_database.h"

namespace consentry {

// A leaf as it is stored: with its record, unless that was erased.
struct StoredLeaf {
  std::uint64_t index = 0;
  Sha256 hash{};
  std::optional<StoredRecord> record;
};

// Thread-safe: each call takes an idle connection, or makes one.
class SqliteLedgerView final : public LedgerView {
 public:
  // not_found: there is no ledger at this path.
  static Result<std::unique_ptr<SqliteLedgerView>> open(const std::filesystem::path& path);
  ~SqliteLedgerView() override;

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

  // Calls `each` for all leaves from `first` on, in order and of one moment; an error from `each`
  // ends it.
  Status for_each(std::uint64_t first, const std::function<Status(StoredLeaf)>& each) const;
  // Sum of the counts of all sites and days.
  [[nodiscard]] Result<std::uint64_t> counted() const;
  // Every stored subtree root, by level and number.
  Status for_each_subtree(const std::function<Status(const TreeNode&)>& each) const;

 private:
  struct Connection;
  struct Lease;
  explicit SqliteLedgerView(std::filesystem::path path);
  [[nodiscard]] Result<Lease> lease() const;

  std::filesystem::path path_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace consentry
