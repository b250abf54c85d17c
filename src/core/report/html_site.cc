// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_site.h"

#include <utility>

#include "core/report/earlier_verdicts.h"
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
  page.raw("report.html\">All sites of this scan</a></p>\n");
}

void write_navigation(HtmlPage& page, const SiteReport& site, const SiteSummary& summary) {
  page.raw(
      "<nav class=\"jump\" aria-label=\"On this page\"><ul>"
      "<li><a href=\"#phases\">Phases</a></li>");
  if (has_filmstrip(site)) page.raw("<li><a href=\"#screens\">Screens</a></li>");
  page.raw("<li><a href=\"#findings\">Findings</a></li>");
  if (!summary.companies.empty()) page.raw("<li><a href=\"#companies\">Companies</a></li>");
  if (!summary.items.empty()) page.raw("<li><a href=\"#items\">Stored items</a></li>");
  page.raw(
      "<li><a href=\"#limits\">Runs and limits</a></li>"
      "<li><a href=\"#measured\">How measured</a></li></ul></nav>\n");
}

void write_redirect(HtmlPage& page, const SiteReport& site) {
  for (const RunObservation& run : site.facts.observation.runs) {
    if (run.final_url.empty() || run.final_url == url_of(site)) continue;
    page.raw("<p class=\"soft\">The browser ended at ").web_link(run.final_url, run.final_url);
    page.raw(".</p>\n");
    return;
  }
}

void write_header(HtmlPage& page, const SiteReport& site, const ScanReport& report,
                  const SiteSummary& summary) {
  page.raw("<a class=\"skip\" href=\"#content\">To the findings</a>\n<header class=\"top\">\n");
  write_run_link(page, site);
  page.raw("<p class=\"kind\">Consent report of one site</p>\n<h1>");
  page.quote(site_name(url_of(site))).raw("</h1>\n<p class=\"big\">");
  page.badge(site.judgement.verdict).raw("</p>\n");
  write_tally(page, count_findings(site.judgement));
  if (site.status != SiteStatus::measured) {
    page.raw("<div class=\"notice\"><p><strong>This site was ").text(label_of(site.status));
    page.raw("</strong>");
    if (!site.reason.empty()) page.raw(": ").quote(site.reason);
    page.raw(". What was not measured says nothing either way.</p></div>\n");
  }
  page.raw("<p class=\"soft\">Address asked for: ").web_link(url_of(site), url_of(site));
  page.raw("</p>\n");
  write_redirect(page, site);
  write_circumstances(page, report);
  write_navigation(page, site, summary);
  page.raw("</header>\n<main id=\"content\">\n");
}

std::string_view kind_label(std::string_view kind) {
  if (kind == "local") return "local storage";
  if (kind == "session") return "session storage";
  if (kind == "indexeddb") return "IndexedDB";
  if (kind == "cache") return "Cache storage";
  if (kind == "service-worker") return "service worker";
  if (kind == "opfs") return "private file";
  return kind;
}

std::string lifetime_of(const ItemFacts& item) {
  if (item.key.kind == "session") return "until the tab closes";
  if (item.key.kind != "cookie") return "until deleted";
  return readable_lifetime(item.lifetime_s);
}

std::string stored_phases(const ItemSummary& item) {
  std::string phases;
  for (const Phase phase : kPhases) {
    if (!item.stored[static_cast<std::size_t>(phase)]) continue;
    phases += (phases.empty() ? "" : ", ") + std::string(name_of(phase));
  }
  return phases.empty() ? "–" : phases;
}

void write_identifier(HtmlPage& page, const ItemFacts& item) {
  page.raw("<td>");
  page.text(item.identifier == IdentifierStrength::none ? "no" : name_of(item.identifier));
  if (!item.identifier_reason.empty()) {
    page.raw("<span class=\"under\">").quote(item.identifier_reason).raw("</span>");
  }
  page.raw("</td>");
}

void write_item(HtmlPage& page, const ItemSummary& summary) {
  const ItemFacts& item = *summary.facts;
  page.raw("<tr><th scope=\"row\" class=\"mono\">").quote(item.key.name);
  page.raw("</th><td>").text(kind_label(item.key.kind)).raw("<span class=\"under\">");
  page.quote(item.key.owner).raw(item.third_party ? Markup(", third party") : Markup(""));
  page.raw("</span></td><td>").text(label_of(item.purpose));
  if (!item.vendor.empty()) page.raw("<span class=\"under\">").quote(item.vendor).raw("</span>");
  page.raw("</td>");
  write_identifier(page, item);
  page.element("td", lifetime_of(item)).element("td", stored_phases(summary)).raw("</tr>\n");
}

void write_items(HtmlPage& page, const SiteSummary& summary) {
  if (summary.items.empty()) return;
  page.raw(
      "<section id=\"items\" aria-labelledby=\"items-title\">\n"
      "<h2 id=\"items-title\">Stored items</h2>\n"
      "<div class=\"scroll\" role=\"region\" aria-labelledby=\"items-title\" tabindex=\"0\">"
      "<table class=\"wide\"><caption>Cookies and storage keys, and the phases in which they "
      "were written or lay there</caption>\n<thead><tr><th scope=\"col\">Name</th>"
      "<th scope=\"col\">Where</th><th scope=\"col\">Purpose</th>"
      "<th scope=\"col\">Identifies the browser</th><th scope=\"col\">Lifetime</th>"
      "<th scope=\"col\">Phases</th></tr></thead>\n<tbody>\n");
  for (const ItemSummary& item : summary.items) write_item(page, item);
  page.raw("</tbody></table></div>\n</section>\n");
}

void write_run(HtmlPage& page, const RunObservation& run) {
  page.raw("<tr><th scope=\"row\">").file_link(run.name + "/events.ndjson", run.name);
  page.raw("</th><td>");
  bool first = true;
  for (const Phase phase : run.measured) {
    page.text(first ? "" : ", ").text(name_of(phase));
    first = false;
  }
  page.text(run.measured.empty() ? "nothing" : "").raw("</td><td>");
  page.text(run.complete ? "complete" : "broke off").raw("</td><td>");
  for (const ChoiceOutcome& choice : run.choices) {
    page.raw("<span class=\"under\">").text(name_of(choice.wanted)).raw(": ");
    page.text(label_of(choice.result));
    if (!choice.tool.empty()) page.raw(", by ").quote(choice.tool);
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
      page.raw("<li>").text(label_of(limit.when.phase)).raw(", run ").quote(run.name);
      page.raw(": ").quote(limit.text).raw(" <span class=\"soft\">(").quote(limit.topic);
      page.raw(")</span></li>\n");
    }
  }
  page.raw(any ? Markup("</ul></div>\n") : Markup("<p>No run noted a limit.</p>\n"));
}

void write_runs(HtmlPage& page, const SiteReport& site) {
  const auto& runs = site.facts.observation.runs;
  page.raw(
      "<section id=\"limits\" aria-labelledby=\"limits-title\">\n"
      "<h2 id=\"limits-title\">Runs and limits</h2>\n");
  if (runs.empty()) {
    page.raw("<p>No run took place");
    if (!site.reason.empty()) page.raw(": ").quote(site.reason);
    page.raw(".</p>\n</section>\n");
    return;
  }
  write_limitations(page, site);
  page.raw(
      "<div class=\"scroll\" role=\"region\" aria-label=\"Runs\" tabindex=\"0\">"
      "<table class=\"wide\"><caption>One clean browser profile each; the log is what the "
      "browser said, as received</caption>\n<thead><tr><th scope=\"col\">Run</th>"
      "<th scope=\"col\">Measured</th><th scope=\"col\">End</th><th scope=\"col\">Choices"
      "</th><th scope=\"col\">SHA-256 of the log</th></tr></thead>\n<tbody>\n");
  for (const RunObservation& run : runs) write_run(page, run);
  page.raw("</tbody></table></div>\n</section>\n");
}

}  // namespace

std::string site_html(const SiteReport& site, const ScanReport& report) {
  const SiteSummary summary = summarise(site, report.settings.phases);
  HtmlPage page("Consent report: " + site_name(url_of(site)));
  write_header(page, site, report, summary);
  write_phases(page, site, summary);
  write_filmstrip(page, site);
  write_findings(page, site, report.rules);
  write_earlier(page, site, report);
  write_matrix(page, summary);
  write_items(page, summary);
  write_runs(page, site);
  write_provenance(page, report);
  write_verdict_meanings(page);
  page.raw("</main>\n");
  write_footer(page, report);
  return std::move(page).take();
}

}  // namespace consentry
