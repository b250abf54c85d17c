// SPDX-License-Identifier: Apache-2.0
// Which records have been kept long enough. A choice is needed while it is valid, and its proof until
// claims about it have lapsed (EDPB Guidelines 05/2020, paragraphs 106 and 107).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "io/store/sqlite_database.h"

namespace consentry {

struct RetentionRule {
  UtcTime now;
  std::int64_t kept_ms = 0;                 // after a choice's validity has ended
  std::set<std::string, std::less<>> held;  // sites of which nothing is forgotten
};

struct ExpiredRecords {
  std::vector<std::uint64_t> records;  // their places in the log
  std::uint64_t next = 0;              // where the next look begins
  bool done = false;                   // all that follow are too young
};

// One connection that only reads, so the writer never waits for it; not thread-safe.
class RetentionScan {
 public:
  static Result<RetentionScan> open(const std::filesystem::path& path);
  // Looks at a bounded number of records from `first` on.
  [[nodiscard]] Result<ExpiredRecords> look(const RetentionRule& rule, std::uint64_t first) const;
  // The time of the newest record that has not been forgotten.
  [[nodiscard]] Result<std::optional<UtcTime>> newest() const;

 private:
  explicit RetentionScan(Database database) : database_(std::move(database)) {}
  Database database_;
};

}  // namespace consentry
