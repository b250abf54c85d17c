// SPDX-License-Identifier: Apache-2.0
#include "io/http/statistics_api.h"

#include <boost/json.hpp>
#include <optional>
#include <utility>

#include "io/http/administrator.h"

namespace consentry::http {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::string_view kStatistics = "/statistics";

// Nothing when a date is none, or the last lies before the first.
std::optional<StatisticsQuery> period_of(const ConsentServices& services, const Request& request) {
  const std::int64_t today = services.clock().milliseconds / kDayMs;
  StatisticsQuery query{{}, 0, today, StatisticsBy::day};
  const auto take = [&](std::string_view name, std::int64_t& day) {
    const std::string text = request.parameter(name);
    if (text.empty()) return true;
    const auto given = parse_day(text);
    day = given.value_or(0);
    return given.has_value();
  };
  if (!take("to", query.to_day)) return std::nullopt;
  query.from_day = query.to_day - kUsualStatisticsDays + 1;
  if (!take("from", query.from_day) || query.from_day > query.to_day) return std::nullopt;
  return query;
}

}  // namespace

Response get_site_statistics(const ConsentServices& services, const Sha256& admin_token,
                             const Request& request) {
  std::string_view id = std::string_view(request.path).substr(kSitesPath.size());
  if (!id.ends_with(kStatistics)) return plain_text(404, "Nothing is here.");
  id.remove_suffix(kStatistics.size());
  if (auto refused = not_for_you(services, admin_token, request)) return *std::move(refused);
  const auto sites = services.sites();
  const PublishedSite* site = sites->find(id);
  if (site == nullptr) return json_error(404, "no such site");
  auto query = period_of(services, request);
  if (!query)
    return json_error(400, "from and to are dates such as 2026-11-22, from the earlier one");
  const std::string by = request.parameter("by");
  const auto dimension = parse_statistics_by(by.empty() ? "day" : by);
  if (!dimension || *dimension == StatisticsBy::site)
    return json_error(400, "by is day, language, country, device or notice");
  query->site = site->id;
  query->by = *dimension;
  auto groups = services.ledger.groups(*query);
  if (!groups) return json_error(groups.error());
  const auto patterns = services.ledger.patterns(*query);
  if (!patterns) return json_error(patterns.error());
  return json_answer(
      200, statistics_json(site_statistics(*query, *std::move(groups), *patterns, site->notices)));
}

Response get_statistics(const ConsentServices& services, const Sha256& admin_token,
                        const Request& request) {
  if (auto refused = not_for_you(services, admin_token, request)) return *std::move(refused);
  const auto period = period_of(services, request);
  if (!period)
    return json_error(400, "from and to are dates such as 2026-11-22, from the earlier one");
  const auto counts =
      services.ledger.counts(request.parameter("site"), period->from_day, period->to_day);
  if (!counts) return json_error(counts.error());
  boost::json::array rows;
  for (const DayCount& count : *counts) {
    rows.push_back({{"day", day_text(count.day)},
                    {"event", name_of(count.act)},
                    {"choices", count.choices},
                    {"count", count.count}});
  }
  return json_answer(200, boost::json::serialize(boost::json::object{{"counts", std::move(rows)}}));
}

}  // namespace consentry::http
