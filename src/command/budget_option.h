// SPDX-License-Identifier: Apache-2.0
// --budget and --write-budget, which scan and judge share.
#pragma once

#include <optional>
#include <string>

#include "core/judge/budget.h"
#include "core/report/scan_report.h"

namespace CLI {
class App;
}

namespace consentry {

// Paths as given; empty: not asked for.
struct BudgetWords {
  std::string against;  // --budget
  std::string write;    // --write-budget
};

// The words must outlive the app.
void add_budget_options(CLI::App& command, BudgetWords& words);

// The budget to hold sites against; nothing when none was asked for. To be called before sites are
// visited, which may take hours: it also refuses with conflict a --write-budget that exists.
Result<std::optional<Budget>> read_budget(const BudgetWords& words);

// Fills report.budget.
void hold_against(const std::optional<Budget>& budget, ScanReport& report);

// Writes what the report saw as a new file. conflict: it exists; unavailable: no phase was measured,
// or the file cannot be written.
Status write_budget_file(const BudgetWords& words, const ScanReport& report);

}  // namespace consentry
