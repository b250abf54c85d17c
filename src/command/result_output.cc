// SPDX-License-Identifier: Apache-2.0
#include "command/result_output.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <unistd.h>

#include "command/progress.h"
#include "command/say.h"
#include "core/report/json.h"
#include "core/report/terminal_table.h"
#include "core/report/verdict_detail.h"

namespace consentry {

void print_result(const ScanReport& report, OutputFormat format,
                  const std::filesystem::path& folder, const std::string& changes) {
  const TerminalStyle style = style_of(STDOUT_FILENO);
  std::string text;
  if (format == OutputFormat::json) {
    text = report_json(report);
  } else if (report.sites.size() == 1) {
    text = verdict_detail(report.sites.front(), report, style);
  } else {
    text = terminal_report(report, style);
  }
  if (format == OutputFormat::table && !changes.empty()) text += "\n" + changes;
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
  say("reports: " + (folder / "report.html").string() + " and report.json");
}

ExitStatus exit_status_of(const ScanReport& report, const FailOn& fail_on) {
  const bool measured = std::ranges::any_of(
      report.sites, [](const SiteReport& site) { return site.status != SiteStatus::not_measured; });
  if (!measured) return ExitStatus::not_measured;
  const bool found = fail_on && std::ranges::any_of(report.sites, [&](const SiteReport& site) {
                       return site.judgement.verdict >= *fail_on;
                     });
  const BudgetState budget = report.budget ? report.budget->state() : BudgetState::within;
  if (found || budget == BudgetState::exceeded) return ExitStatus::found;
  return budget == BudgetState::not_measured ? ExitStatus::not_measured : ExitStatus::nothing_found;
}

}  // namespace consentry
