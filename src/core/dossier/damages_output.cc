// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>

#include "core/dossier/damages.h"
#include "core/report/display_text.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr std::string_view kNoPrediction =
    "Scenarios, no prediction: loss and its cause must be shown (Court of Justice, C-300/21).";
constexpr int kNumberColumns = 19;

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (auto at = std::ssize(digits) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), 1, ' ');
  }
  return digits;
}

// "1 250 000 000.00"
std::string euro(std::int64_t cents) {
  const std::int64_t rest = cents % 100;
  return grouped(cents / 100) + (rest < 10 ? ".0" : ".") + std::to_string(rest);
}

double euro_number(std::int64_t cents) { return static_cast<double>(cents) / 100; }

std::string percent_text(double percent) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f %%", percent);
  return text;
}

std::string line(std::string_view label, const std::string& value) {
  constexpr int kLabelColumns = 26;
  return "  " + pad_right(label, kLabelColumns) + pad_left(value, kNumberColumns) + "\n";
}

std::string scenario_text(const DamagesResult& result) {
  const DamagesScenario& scenario = *result.scenario;
  std::string text = visible(scenario.name) + ": EUR " + euro(scenario.per_head_cents) +
                     " a person [" + scenario.mark + "] " + visible(scenario.source) + "\n";
  text += line("people", grouped(result.people));
  text += line("principal, EUR", euro(result.principal_cents));
  if (result.interest_cents > 0) text += line("interest", euro(result.interest_cents));
  if (result.costs_cents > 0) text += line("costs", "-" + euro(result.costs_cents));
  if (result.funder_cents > 0) text += line("funder", "-" + euro(result.funder_cents));
  text += line("to claimants", euro(result.net_cents));
  return text + line("to each", euro(result.net_each_cents)) + "\n";
}

}  // namespace

std::string damages_text(const DamagesClaim& claim) {
  const ClaimantClass& people = claim.people;
  std::string text = visible(people.description) + ": " + grouped(people.estimate) +
                     " people, as estimated by " + visible(people.source) + " [" + people.mark +
                     "]\n";
  if (const auto percent = representation_percent(people)) {
    text += "Mandated: " + grouped(people.mandated) + ", " + percent_text(*percent) +
            " of the estimate\n";
  }
  text += "\n";
  for (const DamagesResult& result : damages_of(claim)) text += scenario_text(result);
  return text + std::string(kNoPrediction) + "\n";
}

std::string damages_json(const DamagesClaim& claim) {
  json::array scenarios;
  for (const DamagesResult& result : damages_of(claim)) {
    scenarios.push_back(json::object{{"name", result.scenario->name},
                                     {"source", result.scenario->source},
                                     {"mark", std::string(1, result.scenario->mark)},
                                     {"per_head", euro_number(result.scenario->per_head_cents)},
                                     {"people", result.people},
                                     {"principal", euro_number(result.principal_cents)},
                                     {"interest", euro_number(result.interest_cents)},
                                     {"costs", euro_number(result.costs_cents)},
                                     {"funder", euro_number(result.funder_cents)},
                                     {"net", euro_number(result.net_cents)},
                                     {"net_each", euro_number(result.net_each_cents)}});
  }
  const auto percent = representation_percent(claim.people);
  return json::serialize(
             json::object{{"class", claim.people.description},
                          {"estimate", claim.people.estimate},
                          {"source", claim.people.source},
                          {"mark", std::string(1, claim.people.mark)},
                          {"mandated", claim.people.mandated},
                          {"mandated_percent", percent ? json::value(*percent) : nullptr},
                          {"currency", "EUR"},
                          {"scenarios", std::move(scenarios)},
                          {"note", kNoPrediction}}) +
         "\n";
}

}  // namespace consentry
