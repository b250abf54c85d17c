// SPDX-License-Identifier: Apache-2.0
#include "core/consent/statistics.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <map>
#include <utility>

namespace consentry {
namespace {

namespace json = boost::json;

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::array<std::pair<StatisticsBy, std::string_view>, 6> kNames{{
    {StatisticsBy::day, "day"},
    {StatisticsBy::language, "language"},
    {StatisticsBy::country, "country"},
    {StatisticsBy::device, "device"},
    {StatisticsBy::notice, "notice"},
    {StatisticsBy::site, "site"},
}};

std::optional<double> share(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

// With a fixed number of decimals: the library would write 3.333E-1, which scripts compare and cut
// badly.
std::string value_of(const std::optional<double>& rate) {
  constexpr int kDecimals = 6;
  if (!rate) return "null";
  std::array<char, kDecimals + 4> digits{};  // a share is at most 1
  const auto end =
      std::to_chars(digits.begin(), digits.end(), *rate, std::chars_format::fixed, kDecimals);
  return {digits.data(), end.ptr};
}

// Members of an object, without its brackets.
std::string counts_json(const EventCounts& counts) {
  const StatisticsRates rates = rates_of(counts);
  const std::string numbers = json::serialize(json::object{{"shown", counts.shown},
                                                           {"accepted", counts.accepted},
                                                           {"refused", counts.refused},
                                                           {"custom", counts.custom},
                                                           {"withdrawn", counts.withdrawn}});
  return numbers.substr(1, numbers.size() - 2) + ",\"consent_rate\":" + value_of(rates.consent) +
         ",\"refusal_rate\":" + value_of(rates.refusal) +
         ",\"no_choice_rate\":" + value_of(rates.no_choice);
}

// Newest notice first, so that its order of categories is the one that is seen.
std::vector<CategoryCount> categories_of(const std::vector<ChoicePattern>& patterns,
                                         const std::vector<Notice>& notices) {
  std::map<std::string, const Notice*> by_version;
  std::vector<CategoryCount> counts;
  const auto entry = [&](const std::string& category) -> CategoryCount& {
    const auto found = std::ranges::find(counts, category, &CategoryCount::category);
    return found == counts.end() ? counts.emplace_back(CategoryCount{category, 0, 0}) : *found;
  };
  for (auto notice = notices.rbegin(); notice != notices.rend(); ++notice) {
    if (!by_version.emplace(notice->version, &*notice).second) continue;
    for (const std::string& category : notice->categories) (void)entry(category);
  }
  for (const ChoicePattern& pattern : patterns) {
    const auto notice = by_version.find(pattern.notice);
    if (notice == by_version.end()) continue;
    const auto& names = notice->second->categories;
    for (std::size_t i = 0; i < std::min(names.size(), pattern.choices.size()); ++i) {
      CategoryCount& count = entry(names[i]);
      count.asked += pattern.count;
      count.granted += pattern.choices[i] == '1' ? pattern.count : 0;
    }
  }
  return counts;
}

}  // namespace

std::string_view name_of(StatisticsBy by) {
  return std::ranges::find(kNames, by, &std::pair<StatisticsBy, std::string_view>::first)->second;
}

std::optional<StatisticsBy> parse_statistics_by(std::string_view name) {
  const auto found =
      std::ranges::find(kNames, name, &std::pair<StatisticsBy, std::string_view>::second);
  if (found == kNames.end()) return std::nullopt;
  return found->first;
}

StatisticsRates rates_of(const EventCounts& counts) {
  StatisticsRates rates;
  rates.consent = share(counts.accepted, counts.chosen());
  rates.refusal = share(counts.refused, counts.chosen());
  rates.partial = share(counts.custom, counts.chosen());
  // A choice may be counted a day after its banner was, or with its banner not counted at all.
  const std::uint64_t chosen = std::min(counts.chosen(), counts.shown);
  rates.no_choice = share(counts.shown - chosen, counts.shown);
  return rates;
}

SiteStatistics site_statistics(StatisticsQuery query, std::vector<StatisticsGroup> groups,
                               const std::vector<ChoicePattern>& patterns,
                               const std::vector<Notice>& notices) {
  SiteStatistics statistics{std::move(query), std::move(groups), {}, {}};
  for (const StatisticsGroup& group : statistics.groups) statistics.total += group.counts;
  if (statistics.query.by != StatisticsBy::day) {
    const auto weight = [](const StatisticsGroup& group) {
      return std::pair(group.counts.chosen(), group.counts.shown);
    };
    std::ranges::stable_sort(statistics.groups, std::greater<>(), weight);
  }
  statistics.categories = categories_of(patterns, notices);
  return statistics;
}

std::string statistics_json(const SiteStatistics& statistics) {
  std::string groups;
  for (const StatisticsGroup& group : statistics.groups)
    groups += (groups.empty() ? "{\"value\":" : ",{\"value\":") + json::serialize(group.value) +
              "," + counts_json(group.counts) + "}";
  json::array categories;
  for (const CategoryCount& each : statistics.categories)
    categories.push_back(
        {{"category", each.category}, {"granted", each.granted}, {"asked", each.asked}});
  std::string text = json::serialize(json::object{{"site", statistics.query.site},
                                                  {"from", day_text(statistics.query.from_day)},
                                                  {"to", day_text(statistics.query.to_day)},
                                                  {"by", name_of(statistics.query.by)}});
  text.back() = ',';
  return text + "\"groups\":[" + groups + "],\"total\":{" + counts_json(statistics.total) +
         "},\"categories\":" + json::serialize(categories) + "}";
}

std::string day_text(std::int64_t day) { return to_rfc3339({day * kDayMs}).substr(0, 10); }

std::optional<std::int64_t> parse_day(std::string_view text) {
  const auto time = parse_rfc3339(std::string(text) + "T00:00:00Z");
  if (!time || text.size() != 10) return std::nullopt;
  return time->milliseconds / kDayMs;
}

}  // namespace consentry
