// SPDX-License-Identifier: Apache-2.0
// How many visitors were asked and what they chose, along one dimension at a time, and the rates
// that follow from it (docs/statistics.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/consent/visit_tally.h"

namespace consentry {

enum class StatisticsBy { day, language, country, device, notice, site };
std::string_view name_of(StatisticsBy by);
std::optional<StatisticsBy> parse_statistics_by(std::string_view name);

// The days that are told where nobody names others, today included: a year of them fills several
// screens.
inline constexpr std::int64_t kUsualStatisticsDays = 30;

// Days since 1970-01-01, UTC, both included.
struct StatisticsQuery {
  std::string site;  // of one site; with `by` site: of all, and left empty
  std::int64_t from_day = 0;
  std::int64_t to_day = 0;
  StatisticsBy by = StatisticsBy::day;
};

struct StatisticsGroup {
  std::string value;  // "2026-11-22", "nl", "DE", "phone", a notice's version; empty: not known
  EventCounts counts;
};

// How often these purposes were answered so, under one notice. Withdrawals are not among them.
struct ChoicePattern {
  std::string notice;   // version; empty: not known
  std::string choices;  // '1' or '0' a purpose, in the notice's order
  std::uint64_t count = 0;
};

struct CategoryCount {
  std::string category;
  std::uint64_t granted = 0;
  std::uint64_t asked = 0;  // choices in which it stood
};

struct SiteStatistics {
  StatisticsQuery query;
  std::vector<StatisticsGroup> groups;  // days in order; others by how much they hold
  EventCounts total;
  std::vector<CategoryCount> categories;  // in the order of the newest notice
};

// Shares between 0 and 1; nothing where there is nothing to divide by.
struct StatisticsRates {
  std::optional<double> consent;    // accepted everything, of all that chose
  std::optional<double> refusal;    // refused everything, of all that chose
  std::optional<double> partial;    // granted a part, of all that chose
  std::optional<double> no_choice;  // of the banners shown; a banner is shown once a page view
};
StatisticsRates rates_of(const EventCounts& counts);

// Puts what a ledger gives together. `notices`: of the site, oldest first, which name the
// categories; those of notices that are not there are left out.
SiteStatistics site_statistics(StatisticsQuery query, std::vector<StatisticsGroup> groups,
                               const std::vector<ChoicePattern>& patterns,
                               const std::vector<Notice>& notices);

// {"site": ..., "from": ..., ...}, described in data/openapi.json.
std::string statistics_json(const SiteStatistics& statistics);

// "2026-11-22".
std::string day_text(std::int64_t day);
// Nothing when it is no date.
std::optional<std::int64_t> parse_day(std::string_view text);

}  // namespace consentry
