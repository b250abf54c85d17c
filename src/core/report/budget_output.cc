// SPDX-License-Identifier: Apache-2.0
#include "core/report/budget_output.h"

#include <algorithm>

#include "core/report/display_text.h"
#include "core/report/json_text.h"
#include "core/report/terminal_style.h"

namespace consentry {
namespace {

// More lines than this in one phase push the rest off the screen; report.json has them all.
constexpr std::size_t kThingsShown = 20;

std::string sentence_of(const PhaseBudget& phase) {
  switch (phase.state) {
    case BudgetState::exceeded:
      return counted(std::ssize(phase.beyond), "thing", "things") + " beyond the budget";
    case BudgetState::within:
      return "within the budget";
    case BudgetState::not_measured:
      return "not measured, so not within the budget: " + phase.reason;
    case BudgetState::not_applicable:
      return "not applicable: " + phase.reason;
  }
  return {};
}

void write_thing(JsonText& json, const SeenThing& thing) {
  json.begin_object(JsonText::Layout::line);
  json.member("kind", thing.kind);
  json.member("name", thing.name);
  json.member("owner", thing.owner);
  json.member("runs", thing.runs);
  json.member("run", thing.at.run);
  json.member("line", thing.at.line);
  json.end_object();
}

void write_phase(JsonText& json, const PhaseBudget& phase) {
  json.begin_object();
  json.member("phase", name_of(phase.phase));
  json.member("state", name_of(phase.state));
  json.member("reason", phase.reason);
  json.member("runs", phase.runs);
  json.name("beyond").begin_array();
  for (const SeenThing& thing : phase.beyond) write_thing(json, thing);
  json.end_array();
  json.end_object();
}

std::string phase_text(const SiteReport& site, const PhaseBudget& phase,
                       const TerminalStyle& style) {
  const std::string head = site_name(url_of(site)) + ", " + std::string(name_of(phase.phase));
  std::string text = wrapped(visible(head + ": " + sentence_of(phase)), "  ", style.width);
  for (std::size_t i = 0; i < phase.beyond.size() && i < kThingsShown; ++i) {
    const SeenThing& thing = phase.beyond[i];
    std::string line = "+ " + words_of(thing);
    if (phase.runs > thing.runs) {
      line += " (" + std::to_string(thing.runs) + " of " + std::to_string(phase.runs) + " runs)";
    }
    text += wrapped(visible(line), "    ", style.width);
  }
  if (phase.beyond.size() > kThingsShown) {
    text += "    and " + std::to_string(phase.beyond.size() - kThingsShown) +
            " more, all in report.json\n";
  }
  return text;
}

std::string_view label_of(BudgetState state) {
  switch (state) {
    case BudgetState::exceeded:
      return "exceeded";
    case BudgetState::not_measured:
      return "not measured in full, so not within it";
    case BudgetState::within:
      return "nothing beyond it";
    case BudgetState::not_applicable:
      return "limits nothing that exists here";
  }
  return {};
}

}  // namespace

BudgetState BudgetReport::state() const {
  BudgetState greatest = BudgetState::not_applicable;
  for (const auto& phases : sites) greatest = std::max(greatest, state_of(phases));
  return greatest;
}

const std::vector<PhaseBudget>& budget_of(const ScanReport& report, const SiteReport& site) {
  static const std::vector<PhaseBudget> kNone;
  if (!report.budget) return kNone;
  const auto& budgets = report.budget->sites;
  for (std::size_t i = 0; i < report.sites.size() && i < budgets.size(); ++i) {
    if (&report.sites[i] == &site) return budgets[i];
  }
  return kNone;
}

std::string words_of(const SeenThing& thing) {
  if (thing.kind == kServiceKind) {
    return "service " + (thing.owner.empty() ? thing.name : thing.owner + " (" + thing.name + ")");
  }
  const std::string kind = thing.kind == "cookie" ? thing.kind : thing.kind + " storage";
  return kind + " " + thing.name + " of " + thing.owner;
}

Finding as_finding(const PhaseBudget& phase) {
  Finding finding;
  finding.rule = kBudgetRule;
  finding.phase = phase.phase;
  finding.summary = sentence_of(phase);
  for (const SeenThing& thing : phase.beyond) {
    Evidence evidence;
    evidence.at = thing.at;
    evidence.text = words_of(thing);
    finding.evidence.push_back(std::move(evidence));
  }
  finding.evidence_total = static_cast<int>(phase.beyond.size());
  return finding;
}

void write_budget(JsonText& json, const ScanReport& report) {
  json.name("budget");
  if (!report.budget) return json.null();
  json.begin_object();
  json.member("file", report.budget->file);
  json.member("sha256", report.budget->sha256);
  json.member("state", name_of(report.budget->state()));
  json.name("sites").begin_array();
  for (const SiteReport& site : report.sites) {
    const auto& phases = budget_of(report, site);
    json.begin_object();
    json.member("url", url_of(site));
    json.member("state", name_of(state_of(phases)));
    json.name("phases").begin_array();
    for (const PhaseBudget& phase : phases) write_phase(json, phase);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

std::string budget_text(const ScanReport& report, const TerminalStyle& style) {
  if (!report.budget) return {};
  const std::string head = "Budget " + report.budget->file + ": ";
  std::string text =
      "\n" +
      toned(visible(head) + std::string(label_of(report.budget->state())), Tone::bold, style) +
      "\n";
  for (const SiteReport& site : report.sites) {
    for (const PhaseBudget& phase : budget_of(report, site)) {
      if (phase.state != BudgetState::within) text += phase_text(site, phase, style);
    }
  }
  return text;
}

}  // namespace consentry
