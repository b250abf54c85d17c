// SPDX-License-Identifier: Apache-2.0
#include "io/store/sqlite_statistics.h"

#include <map>
#include <string>

namespace consentry {
namespace {

using Groups = std::map<std::string, EventCounts>;

// Counts of choices by a column of the roll-up. Its key begins with site and day, so both are read
// in their order, without sorting.
std::string choices_sql(std::string_view column, bool all_sites) {
  return "SELECT " + std::string(column) +
         ", 0, sum(count) FILTER (WHERE act = 'accept_all'), "
         "sum(count) FILTER (WHERE act = 'reject_all'), "
         "sum(count) FILTER (WHERE act = 'custom'), "
         "sum(count) FILTER (WHERE act = 'withdraw') FROM rollup WHERE day >= ?2 AND day <= ?3" +
         (all_sites ? "" : " AND site = ?1") + " GROUP BY 1";
}

// `counts`: which of them; those of choices stand in the other table where it can tell them.
std::string visits_sql(std::string_view kind, std::string_view column, bool only_shown,
                       bool all_sites) {
  return "SELECT " + std::string(column) + ", sum(shown)" +
         (only_shown ? ", 0, 0, 0, 0"
                     : ", sum(accepted), sum(refused), sum(custom), sum(withdrawn)") +
         " FROM visit_rollup WHERE kind = '" + std::string(kind) + "'" +
         (all_sites ? "" : " AND site = ?1") + " AND day >= ?2 AND day <= ?3 GROUP BY 1";
}

Status add_rows(const Database& database, const std::string& sql, const StatisticsQuery& query,
                Groups& groups) {
  auto rows = database.prepare(sql);
  if (!rows) return rows.error();
  rows->bind_text(0, query.site).bind(1, query.from_day).bind(2, query.to_day);
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    const std::string value =
        query.by == StatisticsBy::day ? day_text(rows->number(0)) : std::string(rows->text(0));
    groups[value] +=
        EventCounts{rows->count(1), rows->count(2), rows->count(3), rows->count(4), rows->count(5)};
  }
}

std::vector<std::string> statements_for(StatisticsBy by) {
  switch (by) {
    case StatisticsBy::country:
    case StatisticsBy::device:
      return {visits_sql(name_of(by), "value", false, false)};
    case StatisticsBy::language:
    case StatisticsBy::notice:
      return {choices_sql(name_of(by), false), visits_sql(name_of(by), "value", true, false)};
    case StatisticsBy::day:
    case StatisticsBy::site:
      break;
  }
  // Every banner was shown on some device, if only on an unknown one.
  const bool all_sites = by == StatisticsBy::site;
  return {choices_sql(name_of(by), all_sites), visits_sql("device", name_of(by), true, all_sites)};
}

}  // namespace

Result<std::vector<StatisticsGroup>> read_groups(const Database& database,
                                                 const StatisticsQuery& query) {
  Groups groups;
  for (const std::string& sql : statements_for(query.by)) {
    if (const Status done = add_rows(database, sql, query, groups); !done) return done.error();
  }
  std::vector<StatisticsGroup> all;
  for (const auto& [value, counts] : groups) all.push_back({value, counts});
  return all;
}

Result<std::vector<ChoicePattern>> read_patterns(const Database& database,
                                                 const StatisticsQuery& query) {
  auto rows = database.prepare(
      "SELECT notice, choices, sum(count) FROM rollup WHERE site = ?1 AND day >= ?2 AND day <= ?3 "
      "AND act <> 'withdraw' GROUP BY notice, choices ORDER BY notice, choices");
  if (!rows) return rows.error();
  rows->bind_text(0, query.site).bind(1, query.from_day).bind(2, query.to_day);
  std::vector<ChoicePattern> patterns;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return patterns;
    patterns.push_back({std::string(rows->text(0)), std::string(rows->text(1)), rows->count(2)});
  }
}

}  // namespace consentry
