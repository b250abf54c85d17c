// SPDX-License-Identifier: Apache-2.0
// What a collective claim would come to under stated assumptions: people times amount, with interest,
// costs and a funder's share. Scenarios, no prediction: loss and causation must be shown (Court of
// Justice, C-300/21). Money is in whole euro cents, rounded down at each step.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/dossier/term.h"

namespace consentry {

class StrictTable;

// More people than live, and more than any court has given each of many, are slips of the pen. With
// interest of at most 50 percent over at most 50 years no sum leaves 64 bits.
inline constexpr std::int64_t kMaxClass = 10'000'000'000;
inline constexpr std::int64_t kMaxPerHeadEuro = 100'000;

struct ClaimantClass {
  std::string description;
  std::int64_t estimate = 0;  // people
  std::string source;         // who says so
  char mark = 'M';            // C primary text read, S secondary source, M not verified
  std::int64_t mandated = 0;  // people who gave a mandate
};

struct DamagesScenario {
  std::string name;
  std::int64_t per_head_cents = 0;
  std::string source;
  char mark = 'M';
  double affected_percent = 100;  // of the class
  double uptake_percent = 100;    // of those affected, who come forward
};

struct DamagesTerms {
  double interest_percent = 0;  // simple, a year
  double years = 0;
  std::int64_t costs_cents = 0;
  double funder_percent = 0;  // of what is left after costs
};

struct DamagesClaim {
  ClaimantClass people;
  DamagesTerms terms;
  std::vector<DamagesScenario> scenarios;
};

// Reads and so uses up [class], [terms] and [[scenario]] of a case file; nothing without [class].
std::optional<DamagesClaim> read_damages(StrictTable& top);

struct DamagesResult {
  const DamagesScenario* scenario = nullptr;  // never null; refers into the claim
  std::int64_t people = 0;
  std::int64_t principal_cents = 0;
  std::int64_t interest_cents = 0;
  std::int64_t costs_cents = 0;
  std::int64_t funder_cents = 0;
  std::int64_t net_cents = 0;       // to all; 0 where costs eat it up
  std::int64_t net_each_cents = 0;  // 0 without people
};
std::vector<DamagesResult> damages_of(const DamagesClaim& claim);

// Mandated people of the estimated class, in percent; nothing where no one is estimated.
std::optional<double> representation_percent(const ClaimantClass& people);

std::string damages_text(const DamagesClaim& claim);
std::string damages_json(const DamagesClaim& claim);

}  // namespace consentry
