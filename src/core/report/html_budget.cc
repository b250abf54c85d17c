// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_budget.h"

#include <algorithm>

#include "core/report/budget_output.h"
#include "core/report/html_page.h"
#include "core/report/html_site.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

std::string_view state_label(BudgetState state) {
  switch (state) {
    case BudgetState::exceeded:
      return "Beyond the budget";
    case BudgetState::not_measured:
      return "Not measured";
    case BudgetState::within:
      return "Within the budget";
    case BudgetState::not_applicable:
      return "Not applicable";
  }
  return {};
}

void begin_section(HtmlPage& page, const ScanReport& report) {
  page.raw(
          "<section id=\"budget\" aria-labelledby=\"budget-title\">\n"
          "<h2 id=\"budget-title\">")
      .say("Budget")
      .raw("</h2>\n<p>");
  page.say("What the team allows, from {0}: a rule of its own, not a verdict.",
           {quoted(report.budget->file)});
  page.raw("</p>\n");
}

void write_thing(HtmlPage& page, const SeenThing& thing, const PhaseBudget& phase) {
  page.raw("<li>").say(thing.kind == kServiceKind ? "service" : kind_label(thing.kind));
  page.raw(" <span class=\"mono\">").quote(thing.name).raw("</span>");
  if (!thing.owner.empty()) page.raw(" · ").quote(thing.owner);
  if (phase.runs > thing.runs) {
    page.raw(" <span class=\"soft\">(");
    page.say("{0} of {1} runs", {number_of(thing.runs), number_of(phase.runs)});
    page.raw(")</span>");
  }
  page.raw("</li>");
}

void write_phase(HtmlPage& page, const PhaseBudget& phase) {
  page.raw("<tr><th scope=\"row\">").say(label_of(phase.phase)).raw("</th><td>");
  page.say(state_label(phase.state)).raw("</td><td>");
  if (!phase.reason.empty()) page.english(phase.reason);
  if (!phase.beyond.empty()) {
    page.raw("<ul>");
    for (const SeenThing& thing : phase.beyond) write_thing(page, thing, phase);
    page.raw("</ul>");
  }
  page.raw("</td></tr>\n");
}

void write_site(HtmlPage& page, const SiteReport& site, const std::vector<PhaseBudget>& phases) {
  page.raw("<tr><th scope=\"row\">");
  write_site_name(page, site);
  page.raw("</th><td>").say(state_label(state_of(phases))).raw("</td><td class=\"number\">");
  std::ptrdiff_t beyond = 0;
  for (const PhaseBudget& phase : phases) beyond += std::ssize(phase.beyond);
  page.number(beyond).raw("</td></tr>\n");
}

}  // namespace

void write_site_budget(HtmlPage& page, const SiteReport& site, const ScanReport& report) {
  if (!report.budget) return;
  begin_section(page, report);
  page.raw("<table><thead><tr>");
  page.columns({"Phase", "State", "Beyond the budget"});
  page.raw("</tr></thead>\n<tbody>\n");
  for (const PhaseBudget& phase : budget_of(report, site)) write_phase(page, phase);
  page.raw("</tbody></table>\n</section>\n");
}

void write_scan_budget(HtmlPage& page, const ScanReport& report) {
  if (!report.budget) return;
  begin_section(page, report);
  const auto outside = [&](const SiteReport& site) {
    return state_of(budget_of(report, site)) > BudgetState::within;
  };
  if (std::ranges::none_of(report.sites, outside)) {
    page.raw("<p>").say("Nothing was seen beyond it.").raw("</p>\n</section>\n");
    return;
  }
  page.raw("<table><thead><tr>");
  page.columns({"Site", "State"});
  page.number_columns({"Beyond the budget"});
  page.raw("</tr></thead>\n<tbody>\n");
  for (const SiteReport& site : report.sites) {
    if (outside(site)) write_site(page, site, budget_of(report, site));
  }
  page.raw("</tbody></table>\n</section>\n");
}

}  // namespace consentry
