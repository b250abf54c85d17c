// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_run.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/report/earlier_verdicts.h"
#include "core/report/html_budget.h"
#include "core/report/html_page.h"
#include "core/report/html_provenance.h"
#include "core/report/html_reach.h"
#include "core/report/html_site.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

// One bar over all sites, cut by verdict; the tally above it says the same in words.
void write_distribution(HtmlPage& page, const VerdictCounts& counts, std::int64_t total) {
  page.raw("<svg class=\"bar stack\" viewBox=\"0 0 ").number(total);
  page.raw(" 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">");
  int at = 0;
  for (const Verdict verdict : kVerdictsByWeight) {
    const int count = counts.count(verdict);
    if (count == 0) continue;
    page.raw("<rect class=\"").text(name_of(verdict)).raw("\" x=\"").number(at);
    page.raw("\" width=\"").number(count).raw("\" height=\"1\"/>");
    at += count;
  }
  page.raw("</svg>\n");
}

void write_header(HtmlPage& page, const ScanReport& report) {
  const auto total = std::ssize(report.sites);
  const auto partial = sites_with(report, SiteStatus::partial);
  const auto missing = sites_with(report, SiteStatus::not_measured);
  page.raw("<a class=\"skip\" href=\"#content\">");
  page.say("To the sites").raw("</a>\n<header class=\"top\">\n<p class=\"kind\">");
  page.say("Consent report").raw("</p>\n<h1>");
  page.say_count(total, "What {0} site stores and sends, and when",
                 "What {0} sites store and send, and when");
  page.raw("</h1>\n<p class=\"lead\">");
  page.say("{0} measured", {number_of(sites_with(report, SiteStatus::measured))});
  if (partial > 0) page.raw(", ").say("{0} measured in part", {number_of(partial)});
  if (missing > 0) page.raw(", ").say("{0} not measured", {number_of(missing)});
  page.raw(".");
  if (total > 0) page.raw(" ").say("By their heaviest finding:");
  page.raw("</p>\n");
  if (total > 0) {
    write_tally(page, count_sites(report));
    write_distribution(page, count_sites(report), total);
  }
  write_circumstances(page, report);
  page.raw("<nav class=\"jump\" aria-label=\"").say("On this page").raw("\"><ul>");
  page.jump("#sites", "Sites");
  if (report.budget) page.jump("#budget", "Budget");
  if (!report.companies.empty()) page.jump("#companies", "Companies by reach");
  page.jump("#rules", "Rules").jump("#measured", "How measured");
  page.jump("#verdicts", "What the verdicts mean");
  page.raw("</ul></nav>\n</header>\n<main id=\"content\">\n");
}

void write_counts(HtmlPage& page, const SiteReport& site) {
  const VerdictCounts counts = count_findings(site.judgement);
  for (const Verdict verdict : kVerdictsByWeight) {
    const int count = counts.count(verdict);
    if (count == 0 || verdict == Verdict::not_applicable) continue;
    page.raw("<span class=\"mini ").text(name_of(verdict)).raw("\"><span aria-hidden=\"true\">");
    page.text(symbol_of(verdict)).raw("</span><span class=\"unseen\">");
    page.say(label_of(verdict)).raw(": </span> ").number(count).raw("</span> ");
  }
}

void write_heaviest(HtmlPage& page, const SiteReport& site, const RulesUsed& rules) {
  if (site.status != SiteStatus::measured) {
    page.raw("<strong>").say(label_of(site.status)).raw("</strong>");
    if (!site.reason.empty()) page.raw(": ").english(site.reason);
    page.raw(" ");
  }
  const auto findings = findings_by_weight(site.judgement);
  if (findings.empty() || !needs_attention(findings.front()->verdict)) return;
  const Finding& top = *findings.front();
  const Rule* rule = rules.find(top.rule);
  page.english(told_summary(top)).raw("<span class=\"under\">").say(label_of(top.phase)).raw(" · ");
  page.text(top.rule);
  if (rule != nullptr) page.raw(" ").title_of(*rule);
  page.raw("</span>");
}

void write_site(HtmlPage& page, const SiteReport& site, const RulesUsed& rules) {
  page.raw("<tr><td>").badge(site.judgement.verdict).raw("</td><th scope=\"row\">");
  write_site_name(page, site);
  page.raw("</th><td>");
  write_heaviest(page, site, rules);
  page.raw("</td><td>");
  write_counts(page, site);
  page.raw("</td></tr>\n");
}

void write_sites(HtmlPage& page, const ScanReport& report) {
  page.raw(
          "<section id=\"sites\" aria-labelledby=\"sites-title\">\n"
          "<h2 id=\"sites-title\">")
      .say("Sites")
      .raw("</h2>\n");
  if (report.sites.empty()) {
    page.raw("<p>").say("No site was asked for.").raw("</p>\n</section>\n");
    return;
  }
  page.raw("<table class=\"sites\"><caption>");
  page.say(
      "Heaviest verdict first; each site's page holds its evidence. Findings: ✖ breach, ▲ likely "
      "breach, ◆ risk, ? not measured, i info, ✓ pass");
  page.raw("</caption>\n<thead><tr>");
  page.columns({"Verdict", "Site", "Heaviest finding", "Findings"});
  page.raw("</tr></thead>\n<tbody>\n");
  std::vector<const SiteReport*> ordered;
  for (const SiteReport& site : report.sites) ordered.push_back(&site);
  std::stable_sort(ordered.begin(), ordered.end(), [](const SiteReport* a, const SiteReport* b) {
    return a->judgement.verdict > b->judgement.verdict;
  });
  for (const SiteReport* site : ordered) write_site(page, *site, report.rules);
  page.raw("</tbody></table>\n</section>\n");
}

// Sites by the heaviest verdict that a rule gave them.
std::map<std::string, VerdictCounts> count_by_rule(const ScanReport& report) {
  std::map<std::string, VerdictCounts> by_rule;
  for (const SiteReport& site : report.sites) {
    std::map<std::string_view, Verdict> heaviest;
    for (const Finding& finding : site.judgement.findings) {
      const auto [known, added] = heaviest.try_emplace(finding.rule, finding.verdict);
      if (!added) known->second = std::max(known->second, finding.verdict);
    }
    for (const auto& [rule, verdict] : heaviest) by_rule[std::string(rule)].add(verdict);
  }
  return by_rule;
}

void write_rule(HtmlPage& page, const std::string& id, const VerdictCounts& counts,
                const RulesUsed& rules) {
  const Rule* rule = rules.find(id);
  page.raw("<tr><th scope=\"row\">").text(id).raw("<span class=\"under\">");
  if (rule != nullptr) page.title_of(*rule);
  page.raw("</span></th>");
  for (const Verdict verdict : kVerdictsByWeight) {
    const int count = counts.count(verdict);
    if (count > 0) {
      page.raw("<td class=\"number\">").number(count).raw("</td>");
    } else {
      page.raw("<td class=\"number none\">–</td>");
    }
  }
  page.raw("</tr>\n");
}

void write_rules(HtmlPage& page, const ScanReport& report) {
  page.raw(
          "<section id=\"rules\" aria-labelledby=\"rules-title\">\n"
          "<h2 id=\"rules-title\">")
      .say("Rules")
      .raw("</h2>\n");
  const auto by_rule = count_by_rule(report);
  if (by_rule.empty()) {
    page.raw("<p>").say("No rule was judged.").raw("</p>\n</section>\n");
    return;
  }
  page.raw(
      "<div class=\"scroll\" role=\"group\" aria-labelledby=\"rules-title\" tabindex=\"0\">"
      "<table class=\"wide\"><caption>");
  page.say("Number of sites by the heaviest verdict of each rule");
  page.raw("</caption>\n<thead><tr>").columns({"Rule"});
  for (const Verdict verdict : kVerdictsByWeight) page.number_columns({label_of(verdict)});
  page.raw("</tr></thead>\n<tbody>\n");
  for (const auto& [id, counts] : by_rule) {
    write_rule(page, id, counts, report.rules);
  }
  page.raw("</tbody></table></div>\n</section>\n");
}

}  // namespace

std::string run_html(const ScanReport& report, const ReportLanguage& language) {
  HtmlPage page(language.counted(std::ssize(report.sites), "Consent report: {0} site",
                                 "Consent report: {0} sites"),
                language);
  write_header(page, report);
  write_sites(page, report);
  write_scan_budget(page, report);
  write_earlier(page, report);
  write_reach(page, report);
  write_rules(page, report);
  write_provenance(page, report);
  write_verdict_meanings(page);
  page.raw("</main>\n");
  write_footer(page, report);
  return std::move(page).take();
}

}  // namespace consentry
