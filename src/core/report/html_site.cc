// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_site.h"

#include <utility>

#include "core/report/earlier_verdicts.h"
#include "core/report/html_budget.h"
#include "core/report/html_findings.h"
#include "core/report/html_page.h"
#include "core/report/html_phases.h"
#include "core/report/html_provenance.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

void write_run_link(HtmlPage& page, const SiteReport& site) {
  const std::string way = way_up_from(site.folder);
  if (way.empty()) return;
  page.raw("<p class=\"kind\"><a href=\"").text(way);
  page.raw("report.html\">").say("All sites of this scan").raw("</a></p>\n");
}

void write_navigation(HtmlPage& page, const SiteReport& site, const ScanReport& report,
                      const SiteSummary& summary) {
  page.raw("<nav class=\"jump\" aria-label=\"").say("On this page").raw("\"><ul>");
  page.jump("#phases", "Phases");
  if (has_filmstrip(site)) page.jump("#screens", "Screens");
  page.jump("#findings", "Findings");
  if (report.budget) page.jump("#budget", "Budget");
  if (!summary.companies.empty()) page.jump("#companies", "Companies");
  if (!summary.items.empty()) page.jump("#items", "Stored items");
  page.jump("#limits", "Runs and limits").jump("#measured", "How measured");
  page.raw("</ul></nav>\n");
}

void write_redirect(HtmlPage& page, const SiteReport& site) {
  for (const RunObservation& run : site.facts.observation.runs) {
    if (run.final_url.empty() || run.final_url == url_of(site)) continue;
    page.raw("<p class=\"soft\">");
    page.say("The browser ended at {0}.",
             {[&run](HtmlPage& inside) { inside.web_link(run.final_url, run.final_url); }});
    page.raw("</p>\n");
    return;
  }
}

void write_repetitions(HtmlPage& page, const SiteReport& site) {
  if (site.repetitions.empty()) return;
  page.raw("<p class=\"soft\">");
  page.say(
      "Measured {0} times, each time in clean profiles. What only some repetitions showed says in "
      "how many; the heaviest verdict is told.",
      {number_of(std::ssize(site.repetitions))});
  page.raw("</p>\n");
}

void write_header(HtmlPage& page, const SiteReport& site, const ScanReport& report,
                  const SiteSummary& summary) {
  page.raw("<a class=\"skip\" href=\"#content\">").say("To the findings");
  page.raw("</a>\n<header class=\"top\">\n");
  write_run_link(page, site);
  page.raw("<p class=\"kind\">").say("Consent report of one site").raw("</p>\n<h1>");
  page.quote(site_name(url_of(site))).raw("</h1>\n<p class=\"big\">");
  page.badge(site.judgement.verdict).raw("</p>\n");
  write_tally(page, count_findings(site.judgement));
  if (site.status != SiteStatus::measured) {
    page.raw("<div class=\"notice\"><p><strong>");
    page.say(site.status == SiteStatus::partial ? "This site was partly measured"
                                                : "This site was not measured");
    page.raw("</strong>");
    if (!site.reason.empty()) page.raw(": ").english(site.reason);
    page.raw(". ").say("What was not measured says nothing either way.").raw("</p></div>\n");
  }
  page.raw("<p class=\"soft\">").say("Address asked for:").raw(" ");
  page.web_link(url_of(site), url_of(site)).raw("</p>\n");
  write_redirect(page, site);
  write_repetitions(page, site);
  write_circumstances(page, report);
  write_navigation(page, site, report, summary);
  page.raw("</header>\n<main id=\"content\">\n");
}

std::string lifetime_of(const ItemFacts& item, const ReportLanguage& language) {
  if (item.key.kind == "session") return std::string(language.text("until the tab closes"));
  if (item.key.kind != "cookie") return std::string(language.text("until deleted"));
  return readable_lifetime(item.lifetime_s, language);
}

std::string stored_phases(const ItemSummary& item, const ReportLanguage& language) {
  std::string phases;
  for (const Phase phase : kPhases) {
    if (!item.stored[static_cast<std::size_t>(phase)]) continue;
    phases += (phases.empty() ? "" : ", ") + std::string(language.text(name_of(phase)));
  }
  return phases.empty() ? "–" : phases;
}

void write_identifier(HtmlPage& page, const ItemFacts& item) {
  page.raw("<td>");
  page.say(item.identifier == IdentifierStrength::none ? "no" : name_of(item.identifier));
  if (!item.identifier_reason.empty()) {
    page.raw("<span class=\"under\">").english(item.identifier_reason).raw("</span>");
  }
  page.raw("</td>");
}

void write_item(HtmlPage& page, const ItemSummary& summary, std::int64_t repetitions) {
  const ItemFacts& item = *summary.facts;
  page.raw("<tr><th scope=\"row\" class=\"mono\">").quote(item.key.name);
  page.raw("</th><td>").say(kind_label(item.key.kind)).raw("<span class=\"under\">");
  page.quote(item.key.owner);
  if (item.third_party) page.raw(", ").say("third party");
  page.raw("</span></td><td>").say(label_of(item.purpose));
  if (!item.vendor.empty()) page.raw("<span class=\"under\">").quote(item.vendor).raw("</span>");
  page.raw("</td>");
  write_identifier(page, item);
  page.element("td", lifetime_of(item, page.language()));
  page.raw("<td>").text(stored_phases(summary, page.language()));
  if (summary.repeats > 0 && summary.repeats < repetitions) {
    page.raw("<span class=\"under\">");
    page.say("in {0} of {1} repetitions", {number_of(summary.repeats), number_of(repetitions)});
    page.raw("</span>");
  }
  page.raw("</td></tr>\n");
}

void write_items(HtmlPage& page, const SiteSummary& summary, std::int64_t repetitions) {
  if (summary.items.empty()) return;
  page.raw(
      "<section id=\"items\" aria-labelledby=\"items-title\">\n"
      "<h2 id=\"items-title\">");
  page.say("Stored items");
  page.raw(
      "</h2>\n<div class=\"scroll\" role=\"group\" aria-labelledby=\"items-title\" tabindex=\"0\">"
      "<table class=\"wide\"><caption>");
  page.say("Cookies and storage keys, and the phases in which they were written or lay there");
  page.raw("</caption>\n<thead><tr>");
  page.columns({"Name", "Where", "Purpose", "Identifies the browser", "Lifetime", "Phases"});
  page.raw("</tr></thead>\n<tbody>\n");
  for (const ItemSummary& item : summary.items) write_item(page, item, repetitions);
  page.raw("</tbody></table></div>\n</section>\n");
}

void write_run(HtmlPage& page, const RunObservation& run) {
  page.raw("<tr><th scope=\"row\">").file_link(run.name + "/events.ndjson", run.name);
  page.raw("</th><td>");
  bool first = true;
  for (const Phase phase : run.measured) {
    page.text(first ? "" : ", ").say(name_of(phase));
    first = false;
  }
  if (run.measured.empty()) page.say("nothing");
  page.raw("</td><td>").say(run.complete ? "complete" : "broke off").raw("</td><td>");
  for (const ChoiceOutcome& choice : run.choices) {
    page.raw("<span class=\"under\">").say(name_of(choice.wanted)).raw(": ");
    page.say(label_of(choice.result));
    if (!choice.tool.empty()) page.raw(", ").say("by {0}", {quoted(choice.tool)});
    for (const std::string& proof : choice.proof) page.raw(", ").quote(proof);
    page.raw("</span>");
  }
  page.raw("</td><td class=\"mono\">").text(run.log_sha256).raw("</td></tr>\n");
}

void write_limitations(HtmlPage& page, const SiteReport& site) {
  bool any = false;
  for (const RunObservation& run : site.facts.observation.runs) {
    for (const Limitation& limit : run.limitations) {
      if (!any) page.raw("<div class=\"notice\"><ul>\n");
      any = true;
      page.raw("<li>").say(label_of(limit.when.phase)).raw(", ");
      page.say("run {0}", {quoted(run.name)}).raw(": ").english(limit.text);
      page.raw(" <span class=\"soft\">(").quote(limit.topic);
      page.raw(")</span></li>\n");
    }
  }
  if (any) {
    page.raw("</ul></div>\n");
  } else {
    page.raw("<p>").say("No run noted a limit.").raw("</p>\n");
  }
}

void write_second_visits(HtmlPage& page, const SiteReport& site) {
  if (site.second_visits.empty()) return;
  page.raw("<div class=\"notice\"><p>");
  page.say(
      "These broke off beside other sites and were made once more when all sites had been "
      "visited:");
  page.raw("</p><ul>\n");
  for (const SecondVisit& visit : site.second_visits) {
    page.raw("<li>").say("run {0}", {quoted(visit.run)}).raw(": ").english(visit.first);
    page.raw(". ").say("Second visit:").raw(" ");
    if (visit.second.empty()) {
      page.say("complete");
    } else {
      page.english(visit.second);
    }
    page.raw(". ");
    page.say(visit.used ? "The second is what is told here." : "The first is what is told here.");
    page.raw("</li>\n");
  }
  page.raw("</ul></div>\n");
}

void write_runs(HtmlPage& page, const SiteReport& site) {
  const auto& runs = site.facts.observation.runs;
  page.raw(
          "<section id=\"limits\" aria-labelledby=\"limits-title\">\n"
          "<h2 id=\"limits-title\">")
      .say("Runs and limits")
      .raw("</h2>\n");
  if (runs.empty()) {
    page.raw("<p>").say("No run took place");
    if (!site.reason.empty()) page.raw(": ").english(site.reason);
    page.raw(".</p>\n</section>\n");
    return;
  }
  write_second_visits(page, site);
  write_limitations(page, site);
  page.raw("<div class=\"scroll\" role=\"region\" aria-label=\"");
  page.say("Runs").raw("\" tabindex=\"0\"><table class=\"wide\"><caption>");
  page.say("One clean browser profile each; the log is what the browser said, as received");
  page.raw("</caption>\n<thead><tr>");
  page.columns({"Run", "Measured", "End", "Choices", "SHA-256 of the log"});
  page.raw("</tr></thead>\n<tbody>\n");
  for (const RunObservation& run : runs) write_run(page, run);
  page.raw("</tbody></table></div>\n</section>\n");
}

}  // namespace

std::string site_html(const SiteReport& site, const ScanReport& report,
                      const ReportLanguage& language) {
  const SiteSummary summary = summarise(site, report.settings.phases);
  const std::string title(language.text("Consent report"));
  HtmlPage page(title + ": " + site_name(url_of(site)), language);
  write_header(page, site, report, summary);
  write_phases(page, site, summary);
  write_filmstrip(page, site);
  write_findings(page, site, report.rules);
  write_site_budget(page, site, report);
  write_earlier(page, site, report);
  write_matrix(page, summary);
  write_items(page, summary, std::ssize(site.repetitions));
  write_runs(page, site);
  write_provenance(page, report);
  write_verdict_meanings(page);
  page.raw("</main>\n");
  write_footer(page, report);
  return std::move(page).take();
}

void write_site_name(HtmlPage& page, const SiteReport& site) {
  const std::string name = site_name(url_of(site));
  if (site.folder.empty()) {
    page.quote(name);
  } else {
    page.file_link(site.folder + "/report.html", name);
  }
}

}  // namespace consentry
