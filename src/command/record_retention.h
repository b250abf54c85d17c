// SPDX-License-Identifier: Apache-2.0
// Forgets records that have been kept long enough, but for sites that are held for a dispute. Their
// leaves stay, so all other proofs hold, as after an erasure.
#pragma once

#include <functional>

#include "core/consent/retention_clock.h"
#include "io/store/retention_scan.h"
#include "io/store/sqlite_holds.h"
#include "io/store/sqlite_ledger.h"

namespace consentry {

// Not thread-safe.
class RecordRetention {
 public:
  // `months`: kept after a choice's validity has ended.
  static Result<RecordRetention> open(const std::filesystem::path& database,
                                      std::span<const std::string_view> migrations, int months,
                                      ClockReading started);
  // How many were forgotten; waits for the ledger. Ends early when `stopped` says so. unavailable: the
  // clock is not to be believed (core/consent/retention_clock.h), nothing was forgotten.
  Result<std::uint64_t> run(SqliteLedger& ledger, ClockReading now,
                            const std::function<bool()>& stopped);

 private:
  RecordRetention(RetentionScan scan, SqliteHolds holds, RetentionClock clock, int months)
      : scan_(std::move(scan)), holds_(std::move(holds)), clock_(clock), months_(months) {}
  RetentionScan scan_;
  SqliteHolds holds_;
  RetentionClock clock_;
  int months_;
};

}  // namespace consentry
