// SPDX-License-Identifier: Apache-2.0
#include "io/store/retention_scan.h"

#include <charconv>
#include <string_view>
#include <utility>

namespace consentry {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
// One transaction of the writer forgets at most so many; choices that arrive meanwhile wait for it.
constexpr std::uint64_t kLookedAt = 500;
// Thirteen months, the longest that a tag keeps a choice, for a record that does not say.
constexpr std::int64_t kLongestDays = 396;

// Each record's own: "validity_duration":"P183D".
std::int64_t valid_days(std::string_view tail) {
  constexpr std::string_view kKey = "\"validity_duration\":\"P";
  const std::size_t at = tail.find(kKey);
  if (at == std::string_view::npos) return kLongestDays;
  tail.remove_prefix(at + kKey.size());
  std::int64_t days = 0;
  const auto [end, error] = std::from_chars(tail.data(), tail.data() + tail.size(), days);
  const bool good = error == std::errc{} && end != tail.data() + tail.size() && *end == 'D';
  return good && days >= 0 && days <= kLongestDays ? days : kLongestDays;
}

}  // namespace

Result<RetentionScan> RetentionScan::open(const std::filesystem::path& path) {
  auto database = Database::open(path, Database::Mode::read_only);
  if (!database) return database.error();
  return RetentionScan(*std::move(database));
}

Result<ExpiredRecords> RetentionScan::look(const RetentionRule& rule, std::uint64_t first) const {
  auto rows = database_.prepare(
      "SELECT seq, time, site, tail FROM record JOIN shape ON shape.id = record.shape "
      "WHERE seq >= ?1 ORDER BY seq LIMIT ?2");
  if (!rows) return rows.error();
  rows->bind(0, first).bind(1, kLookedAt);
  ExpiredRecords found;
  found.next = first;
  for (std::uint64_t count = 0; count < kLookedAt; ++count) {
    const auto row = rows->step();
    if (!row) return row.error();
    const std::int64_t ended = rule.now.milliseconds - rule.kept_ms;
    // The log grows with time: what follows is younger still.
    found.done = !*row || rows->number(1) >= ended;
    if (found.done) return found;
    found.next = rows->count(0) + 1;
    const bool needed = rows->number(1) + valid_days(rows->text(3)) * kDayMs >= ended;
    if (!needed && !rule.held.contains(rows->text(2))) found.records.push_back(rows->count(0));
  }
  return found;
}

Result<std::optional<UtcTime>> RetentionScan::newest() const {
  auto rows =
      database_.prepare("SELECT time FROM record WHERE time IS NOT NULL ORDER BY seq DESC LIMIT 1");
  if (!rows) return rows.error();
  const auto row = rows->step();
  if (!row) return row.error();
  return *row ? std::optional(UtcTime{rows->number(0)}) : std::nullopt;
}

}  // namespace consentry
