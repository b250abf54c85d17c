// SPDX-License-Identifier: Apache-2.0
// What exceeds the team's budget, as each report says it. All are empty (JSON: null) when no budget
// was given.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/report/scan_report.h"

namespace consentry {

class JsonText;
struct TerminalStyle;

// Stands where other results have the id of a rule; it is in no rule book.
inline constexpr std::string_view kBudgetRule = "BUDGET";

// The phases of one of the report's own sites. Points into the report, or to an empty list.
const std::vector<PhaseBudget>& budget_of(const ScanReport& report, const SiteReport& site);

// "service AdNet Inc (adnet.example)", "cookie uid of adnet.example".
std::string words_of(const SeenThing& thing);
// For writers of findings: the sentence and one evidence for each thing beyond the budget. It has no
// verdict: a budget is the team's own word.
Finding as_finding(const PhaseBudget& phase);

void write_budget(JsonText& json, const ScanReport& report);
// What is beyond the budget and what was not measured, site by site; ends with "\n".
std::string budget_text(const ScanReport& report, const TerminalStyle& style);

}  // namespace consentry
