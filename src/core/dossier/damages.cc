// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/damages.h"

#include <algorithm>
#include <cmath>
#include <toml++/toml.h>

#include "core/judge/strict_table.h"

namespace consentry {
namespace {

constexpr double kPercent = 100;
constexpr double kMostYears = 50;
constexpr double kMostInterestPercent = 50;

// A number of a range that a slip of the pen would leave.
double number_in(StrictTable& table, std::string_view key, double low, double high,
                 std::optional<double> otherwise) {
  const auto value = table.number(key);
  if (!value) {
    if (!otherwise) table.fail(key, "is missing");
    return otherwise.value_or(low);
  }
  if (!(*value >= low && *value <= high)) {
    table.fail(key, "is out of range");
    return low;
  }
  return *value;
}

std::int64_t cents_in(StrictTable& table, std::string_view key, double most_euro,
                      std::optional<double> otherwise) {
  return std::llround(number_in(table, key, 0, most_euro, otherwise) * kPercent);
}

char mark_in(StrictTable& table) {
  const std::string mark = table.one_of("mark", {"C", "S", "M"});
  return mark.empty() ? 'M' : mark.front();
}

DamagesScenario read_scenario(StrictTable table) {
  DamagesScenario scenario;
  scenario.name = table.text("name");
  scenario.per_head_cents = cents_in(table, "per_head", kMaxPerHeadEuro, std::nullopt);
  scenario.source = table.text("source");
  scenario.mark = mark_in(table);
  scenario.affected_percent = number_in(table, "affected_percent", 0, kPercent, kPercent);
  scenario.uptake_percent = number_in(table, "uptake_percent", 0, kPercent, kPercent);
  table.finish();
  return scenario;
}

ClaimantClass read_class(StrictTable table) {
  ClaimantClass people;
  people.description = table.text("description");
  people.estimate =
      std::llround(number_in(table, "estimate", 0, static_cast<double>(kMaxClass), std::nullopt));
  people.source = table.text("source");
  people.mark = mark_in(table);
  people.mandated =
      std::llround(number_in(table, "mandated", 0, static_cast<double>(kMaxClass), 0));
  table.finish();
  return people;
}

DamagesTerms read_terms(StrictTable table) {
  constexpr double kMostCostsEuro = 1e9;
  DamagesTerms terms;
  terms.interest_percent = number_in(table, "interest_percent", 0, kMostInterestPercent, 0);
  terms.years = number_in(table, "years", 0, kMostYears, 0);
  terms.costs_cents = cents_in(table, "costs", kMostCostsEuro, 0);
  terms.funder_percent = number_in(table, "funder_percent", 0, kPercent, 0);
  table.finish();
  return terms;
}

std::int64_t part_of(std::int64_t whole, double percent) {
  return static_cast<std::int64_t>(
      std::floor(static_cast<long double>(whole) * static_cast<long double>(percent) / kPercent));
}

}  // namespace

std::optional<DamagesClaim> read_damages(StrictTable& top) {
  const toml::table* people = top.table("class");
  const toml::table* terms = top.table("terms");
  const auto scenarios = top.tables("scenario");
  if (people == nullptr) {
    if (terms != nullptr || !scenarios.empty())
      top.fail("class", "is missing: scenarios are about people");
    return std::nullopt;
  }
  FirstError& error = top.first_error();
  DamagesClaim claim;
  claim.people = read_class(StrictTable(*people, top.where() + ": class", error));
  if (terms != nullptr)
    claim.terms = read_terms(StrictTable(*terms, top.where() + ": terms", error));
  for (const toml::table* each : scenarios) {
    const std::string where =
        top.where() + ": scenario " + std::to_string(claim.scenarios.size() + 1);
    claim.scenarios.push_back(read_scenario(StrictTable(*each, where, error)));
  }
  return claim;
}

std::vector<DamagesResult> damages_of(const DamagesClaim& claim) {
  std::vector<DamagesResult> results;
  for (const DamagesScenario& scenario : claim.scenarios) {
    DamagesResult result;
    result.scenario = &scenario;
    result.people =
        part_of(part_of(claim.people.estimate, scenario.affected_percent), scenario.uptake_percent);
    result.principal_cents = result.people * scenario.per_head_cents;
    result.interest_cents =
        part_of(result.principal_cents, claim.terms.interest_percent * claim.terms.years);
    const std::int64_t gross = result.principal_cents + result.interest_cents;
    result.costs_cents = std::min(claim.terms.costs_cents, gross);
    result.funder_cents = part_of(gross - result.costs_cents, claim.terms.funder_percent);
    result.net_cents = gross - result.costs_cents - result.funder_cents;
    result.net_each_cents = result.people == 0 ? 0 : result.net_cents / result.people;
    results.push_back(result);
  }
  return results;
}

std::optional<double> representation_percent(const ClaimantClass& people) {
  if (people.estimate <= 0) return std::nullopt;
  return kPercent * static_cast<double>(people.mandated) / static_cast<double>(people.estimate);
}

}  // namespace consentry
