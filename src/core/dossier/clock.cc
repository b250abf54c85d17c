// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/clock.h"

#include <algorithm>
#include <array>
#include <set>
#include <toml++/toml.h>
#include <tuple>
#include <utility>

#include "core/judge/strict_table.h"

namespace consentry {
namespace {

// Longer terms than this are mistyped.
constexpr int kMaxLength = 1'000;
constexpr int kMaxWarnDays = 366;

constexpr std::array<std::pair<std::string_view, TermUnit>, 4> kUnits{{{"days", TermUnit::days},
                                                                       {"weeks", TermUnit::weeks},
                                                                       {"months", TermUnit::months},
                                                                       {"years", TermUnit::years}}};

constexpr std::string_view kLodged = "complaint-lodged";
constexpr std::string_view kHeard = "authority-informed";

ClockRule read_rule(StrictTable table) {
  ClockRule rule;
  rule.id = table.text("id");
  rule.starts = table.text("starts");
  rule.term.length = table.integer("length", 1, kMaxLength);
  const std::string unit = table.one_of("unit", {"days", "weeks", "months", "years"});
  const auto found = std::ranges::find(kUnits, unit, &decltype(kUnits)::value_type::first);
  if (found != kUnits.end()) rule.term.unit = found->second;
  rule.at_least = table.flag("at_least");
  rule.follows = table.text("follows");
  rule.basis = table.text("basis");
  const std::string mark = table.one_of("mark", {"C", "S", "M"});
  if (!mark.empty()) rule.mark = mark.front();
  if (const auto days = table.number("warn_days")) {
    if (*days < 0 || *days > kMaxWarnDays)
      table.fail("warn_days", "is no number of days");
    else
      rule.warn_days = static_cast<int>(*days);
  }
  table.finish();
  return rule;
}

}  // namespace

Result<std::vector<ClockRule>> parse_clock_rules(const std::string& file, std::string_view text) {
  if (text.size() > kMaxClockFileBytes)
    return Error{ErrorKind::exhausted, file + " is too large for a file of clocks"};
  toml::table root;
  try {
    root = toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    return invalid_input(file + ": " + std::string(error.description()));
  }
  FirstError error;
  StrictTable top(root, file, error);
  std::vector<ClockRule> rules;
  std::set<std::string> ids;
  for (const toml::table* each : top.tables("clock")) {
    const std::string where = file + ": clock " + std::to_string(rules.size() + 1);
    rules.push_back(read_rule(StrictTable(*each, where, error)));
    if (!ids.insert(rules.back().id).second) top.fail("clock", rules.back().id + " stands twice");
  }
  top.finish();
  if (error) return *error;
  return rules;
}

std::vector<RunningClock> clocks_of(const std::vector<ClockRule>& rules,
                                    const std::vector<CaseEvent>& events) {
  std::vector<RunningClock> clocks;
  for (const ClockRule& rule : rules) {
    std::optional<Date> last;
    for (const CaseEvent& event : events) {
      if (event.kind == rule.starts && (!last || event.date > *last)) last = event.date;
    }
    if (last) clocks.push_back({&rule, *last, end_of(*last, rule.term)});
  }
  std::ranges::sort(clocks, {}, [](const RunningClock& clock) {
    return std::tuple(clock.ends, std::string_view(clock.rule->id));
  });
  return clocks;
}

std::optional<int> days_of_silence(const std::vector<CaseEvent>& events, Date today) {
  std::optional<Date> last;
  for (const CaseEvent& event : events) {
    const bool counts = event.kind == kLodged || event.kind == kHeard;
    if (counts && event.date <= today && (!last || event.date > *last)) last = event.date;
  }
  return last ? std::optional(days_between(*last, today)) : std::nullopt;
}

}  // namespace consentry
