// SPDX-License-Identifier: Apache-2.0
// A site's phases held against a budget. Pure. What was seen counts by the moment it happened, as
// the rules count it: "refuse" is what happened after a refusal that the site took, in the phases
// before and gpc everything counts. The site's own company, also under another domain, is no
// service.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/judge/budget.h"
#include "core/judge/judge.h"

namespace consentry {

// A service that was asked for something, or something that was written or lay on the device.
struct SeenThing {
  std::string kind;   // "service", or as ItemKey::kind: "cookie" "local" "session" …
  std::string owner;  // company (empty when unknown); cookie domain; storage origin
  std::string name;   // registrable domain; cookie name; storage key
  EventRef at;        // where it is first seen
  int runs = 0;       // runs that show it in this phase
};
inline constexpr std::string_view kServiceKind = "service";

// Everything seen in one phase of a site, ordered by kind (services, cookies, storage), owner and
// name.
struct PhaseInventory {
  Phase phase = Phase::before;
  std::vector<SeenThing> seen;
  int runs = 0;  // runs that measured the phase to its end; 0: what was seen may not be all
  bool applicable = true;  // false: no banner was shown, so this choice does not exist
  std::string reason;      // why runs is 0
};
std::vector<PhaseInventory> inventory_of(const SiteFacts& site);  // one for each of kPhases

// Ordered by how much it weighs; a site's and a scan's state is the greatest of the parts.
enum class BudgetState {
  not_applicable,
  within,
  not_measured,  // never counts as within
  exceeded,      // also when the phase broke off later: what was seen was seen
};
// "not-applicable" "within" "not-measured" "exceeded".
std::string_view name_of(BudgetState state);

struct PhaseBudget {
  Phase phase = Phase::before;
  BudgetState state = BudgetState::not_measured;
  std::string reason;  // one sentence, unless within or exceeded
  int runs = 0;
  std::vector<SeenThing> beyond;  // seen and not allowed
};

// The phases that the budget limits, in the order of kPhases.
std::vector<PhaseBudget> check_budget(const SiteFacts& site, const Budget& budget);
// not_applicable when there is none.
BudgetState state_of(const std::vector<PhaseBudget>& phases);

}  // namespace consentry
