// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_run.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/report/earlier_verdicts.h"
#include "core/report/html_page.h"
#include "core/report/html_provenance.h"
#include "core/report/html_reach.h"
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
  page.raw(
      "<a class=\"skip\" href=\"#content\">To the sites</a>\n<header class=\"top\">\n"
      "<p class=\"kind\">Consent report</p>\n<h1>What ");
  page.text(counted(total, "site stores and sends", "sites store and send"));
  page.raw(", and when</h1>\n");
  page.raw("<p class=\"lead\">").number(sites_with(report, SiteStatus::measured));
  page.raw(" measured");
  if (partial > 0) page.raw(", ").number(partial).raw(" measured in part");
  if (missing > 0) page.raw(", ").number(missing).raw(" not measured");
  page.raw(total > 0 ? Markup(". By their heaviest finding:</p>\n") : Markup(".</p>\n"));
  if (total > 0) {
    write_tally(page, count_sites(report));
    write_distribution(page, count_sites(report), total);
  }
  write_circumstances(page, report);
  page.raw(
      "<nav class=\"jump\" aria-label=\"On this page\"><ul>"
      "<li><a href=\"#sites\">Sites</a></li>");
  if (!report.companies.empty()) {
    page.raw("<li><a href=\"#companies\">Companies by reach</a></li>");
  }
  page.raw(
      "<li><a href=\"#rules\">Rules</a></li>"
      "<li><a href=\"#measured\">How measured</a></li>"
      "<li><a href=\"#verdicts\">What the verdicts mean</a></li></ul></nav>\n"
      "</header>\n<main id=\"content\">\n");
}

void write_site_name(HtmlPage& page, const SiteReport& site) {
  const std::string name = site_name(url_of(site));
  if (site.folder.empty()) {
    page.quote(name);
  } else {
    page.file_link(site.folder + "/report.html", name);
  }
}

void write_counts(HtmlPage& page, const SiteReport& site) {
  const VerdictCounts counts = count_findings(site.judgement);
  for (const Verdict verdict : kVerdictsByWeight) {
    const int count = counts.count(verdict);
    if (count == 0 || verdict == Verdict::not_applicable) continue;
    page.raw("<span class=\"mini ").text(name_of(verdict)).raw("\"><span aria-hidden=\"true\">");
    page.text(symbol_of(verdict)).raw("</span><span class=\"unseen\">");
    page.text(label_of(verdict)).raw(": </span> ").number(count).raw("</span> ");
  }
}

void write_heaviest(HtmlPage& page, const SiteReport& site, const RulesUsed& rules) {
  if (site.status != SiteStatus::measured) {
    page.raw("<strong>").text(label_of(site.status)).raw("</strong>");
    if (!site.reason.empty()) page.raw(": ").quote(site.reason);
    page.raw(" ");
  }
  const auto findings = findings_by_weight(site.judgement);
  if (findings.empty() || !needs_attention(findings.front()->verdict)) return;
  const Finding& top = *findings.front();
  const Rule* rule = rules.find(top.rule);
  page.quote(top.summary).raw("<span class=\"under\">").text(label_of(top.phase)).raw(" · ");
  page.text(top.rule);
  if (rule != nullptr) page.raw(" ").text(rule->title);
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
      "<h2 id=\"sites-title\">Sites</h2>\n");
  if (report.sites.empty()) {
    page.raw("<p>No site was asked for.</p>\n</section>\n");
    return;
  }
  page.raw(
      "<table class=\"sites\"><caption>Heaviest verdict first; each site's page holds its "
      "evidence. Findings: ✖ breach, ▲ likely breach, ◆ risk, ? not measured, i info, ✓ pass"
      "</caption>\n<thead><tr><th scope=\"col\">Verdict</th>"
      "<th scope=\"col\">Site</th><th scope=\"col\">Heaviest finding</th>"
      "<th scope=\"col\">Findings</th></tr></thead>\n<tbody>\n");
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
  page.text(rule != nullptr ? rule->title : "").raw("</span></th>");
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
      "<h2 id=\"rules-title\">Rules</h2>\n");
  const auto by_rule = count_by_rule(report);
  if (by_rule.empty()) {
    page.raw("<p>No rule was judged.</p>\n</section>\n");
    return;
  }
  page.raw(
      "<div class=\"scroll\" role=\"region\" aria-labelledby=\"rules-title\" tabindex=\"0\">"
      "<table class=\"wide\"><caption>Number of sites by the heaviest verdict of each rule"
      "</caption>\n<thead><tr><th scope=\"col\">Rule</th>");
  for (const Verdict verdict : kVerdictsByWeight) {
    page.element("th scope=\"col\" class=\"number\"", label_of(verdict));
  }
  page.raw("</tr></thead>\n<tbody>\n");
  for (const auto& [id, counts] : by_rule) {
    write_rule(page, id, counts, report.rules);
  }
  page.raw("</tbody></table></div>\n</section>\n");
}

}  // namespace

std::string run_html(const ScanReport& report) {
  HtmlPage page("Consent report: " + counted(std::ssize(report.sites), "site", "sites"));
  write_header(page, report);
  write_sites(page, report);
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
