// SPDX-License-Identifier: Apache-2.0
// Writes batches to the log in SQLite: records, tree, counts and signed checkpoint in one
// transaction, so that after a crash all of a batch is there or nothing.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "core/consent/ledger.h"

namespace consentry {

struct AppendJob {
  LedgerEntry entry;
};
struct EraseJob {
  std::string site;
  VisitorId visitor{{}};
};
struct ForgetJob {
  std::vector<std::uint64_t> records;  // places in the log
};
using LedgerJob = std::variant<AppendJob, EraseJob, ForgetJob>;
// The answer to an EraseJob whose site is held for a legal dispute: nothing was forgotten.
struct SiteIsHeld {};
// Appended for an append, else the number of records that lost their content, or why none did.
using LedgerOutcome = std::variant<Appended, std::uint64_t, SiteIsHeld>;

// One a store; not thread-safe.
class SqliteLedgerWriter {
 public:
  // Makes the tables when they are not there. conflict: the log was signed by another key;
  // corrupt: the stored tree does not fit its checkpoint.
  static Result<std::unique_ptr<SqliteLedgerWriter>> open(
      const std::filesystem::path& path, std::span<const std::string_view> migrations,
      SigningKey key);
  ~SqliteLedgerWriter();

  // Does all jobs in order, durably, or none of them. One outcome a job. Counts of countries and
  // devices gather in memory until a call with `shown`, the banners counted since then, writes
  // both: one row for many choices, since a row a choice would cost a third of its time.
  Result<std::vector<LedgerOutcome>> write(std::span<const LedgerJob> jobs, UtcTime now,
                                           const VisitTally* shown = nullptr);
  [[nodiscard]] bool visits_wait() const;

 private:
  struct State;
  explicit SqliteLedgerWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace consentry
