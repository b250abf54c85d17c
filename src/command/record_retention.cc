// SPDX-License-Identifier: Apache-2.0
#include "command/record_retention.h"

#include <future>
#include <utility>

namespace consentry {
namespace {

constexpr double kDaysAMonth = 30.44;
constexpr double kDayMs = 86'400'000;

Result<std::uint64_t> forgotten(SqliteLedger& ledger, std::vector<std::uint64_t> records) {
  std::promise<Result<std::uint64_t>> answer;
  ledger.forget(std::move(records),
                [&answer](const Result<std::uint64_t>& done) { answer.set_value(done); });
  return answer.get_future().get();
}

Status believe(const RetentionClock& clock, ClockReading reading) {
  switch (clock.look(reading)) {
    case ClockTrust::trusted:
      return {};
    case ClockTrust::moved:
      return Error{ErrorKind::unavailable,
                   "the clock was set by more than a day while the server ran: "
                   "set it right and start the server again"};
    case ClockTrust::unconfirmed:
      return Error{ErrorKind::unavailable,
                   "it is " + to_rfc3339(reading.now) +
                       ", more than a month after the newest record: "
                       "records are forgotten tomorrow; stop the server if the clock is wrong"};
  }
  return {};
}

}  // namespace

Result<RecordRetention> RecordRetention::open(const std::filesystem::path& database,
                                              std::span<const std::string_view> migrations,
                                              int months, ClockReading started) {
  auto holds = SqliteHolds::open(database, migrations);
  if (!holds) return holds.error();
  auto scan = RetentionScan::open(database);
  if (!scan) return scan.error();
  const auto newest = scan->newest();
  if (!newest) return newest.error();
  const RetentionClock clock(started, *newest);
  return RecordRetention(*std::move(scan), *std::move(holds), clock, months);
}

Result<std::uint64_t> RecordRetention::run(SqliteLedger& ledger, ClockReading reading,
                                           const std::function<bool()>& stopped) {
  if (const Status good = believe(clock_, reading); !good) return good.error();
  RetentionRule rule{reading.now, static_cast<std::int64_t>(months_ * kDaysAMonth * kDayMs), {}};
  std::uint64_t total = 0;
  std::uint64_t first = 0;
  while (!stopped()) {
    // Read anew each time: a hold that is set while this runs must count.
    const auto holds = holds_.list();
    if (!holds) return holds.error();
    rule.held.clear();
    for (const SiteHold& hold : *holds) rule.held.insert(hold.site);
    auto found = scan_.look(rule, first);
    if (!found) return found.error();
    if (!found->records.empty()) {
      const auto gone = forgotten(ledger, std::move(found->records));
      if (!gone) return gone.error();
      total += *gone;
    }
    if (found->done) break;
    first = found->next;
  }
  return total;
}

}  // namespace consentry
