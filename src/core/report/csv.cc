// SPDX-License-Identifier: Apache-2.0
#include "core/report/csv.h"

#include <utility>

#include "core/base/origin.h"
#include "core/judge/repetitions.h"
#include "core/report/csv_text.h"
#include "core/report/fact_place.h"
#include "core/report/hint_rows.h"
#include "core/report/site_summary.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

void write_rule_cells(CsvText& csv, const Rule* rule, const Profile& profile) {
  if (rule == nullptr) {
    for (int i = 0; i < 6; ++i) csv.blank();
    return;
  }
  const Authority authority = authority_for(*rule, profile);
  csv.text(rule->title).number(std::int64_t{rule->version}).text(authority.name);
  csv.text(authority.law).text(basis_line(*rule)).text(rule->fix);
}

void write_first_evidence(CsvText& csv, const SiteReport& site, const Finding& finding) {
  if (finding.evidence.empty()) {
    csv.blank().blank().blank();
    return;
  }
  const Evidence& first = finding.evidence.front();
  csv.text(capture_url(site, first.at.run)).number(static_cast<std::int64_t>(first.at.line));
  csv.text(first.text);
}

void write_finding_row(CsvText& csv, const SiteReport& site, const Finding& finding,
                       const RulesUsed& rules) {
  csv.text(url_of(site)).text(name_of(site.status)).text(site.reason);
  csv.text(finding.rule).text(name_of(finding.phase)).text(name_of(finding.verdict));
  csv.number(std::int64_t{finding.severity}).text(finding.summary);
  write_rule_cells(csv, rules.find(finding.rule), rules.profile);
  csv.number(std::int64_t{finding.runs_agreeing}).number(std::int64_t{finding.runs_total});
  csv.number(std::int64_t{finding.evidence_total});
  write_first_evidence(csv, site, finding);
  csv.text(repeats_mark(repeats_agreeing(finding), std::ssize(site.repetitions)));
  csv.end_row();
}

void write_missing_row(CsvText& csv, const SiteReport& site, std::size_t columns) {
  csv.text(url_of(site)).text(name_of(site.status)).text(site.reason);
  csv.blank().blank().text(name_of(site.judgement.verdict));
  for (std::size_t i = 6; i < columns; ++i) csv.blank();
  csv.end_row();
}

void write_item_row(CsvText& csv, const SiteReport& site, const ItemSummary& item,
                    const SiteSummary& summary) {
  const ItemFacts& facts = *item.facts;
  csv.text(url_of(site)).text(facts.key.kind).text(facts.key.owner).text(facts.key.name);
  csv.yes_no(facts.third_party).text(name_of(facts.purpose)).yes_no(facts.catalogued);
  csv.text(facts.vendor).text(name_of(facts.identifier)).text(facts.identifier_reason);
  if (facts.lifetime_s) {
    csv.number(*facts.lifetime_s);
  } else {
    csv.blank();
  }
  csv.text(facts.setter_company).text(name_of(facts.setter_function));
  for (const PhaseSummary& phase : summary.phases) {
    const bool stored = item.stored[static_cast<std::size_t>(phase.phase)];
    csv.text(stored ? "yes" : phase.runs > 0 ? "no" : "not measured");
  }
  csv.text(repeats_mark(item.repeats, std::ssize(site.repetitions)));
  csv.end_row();
}

void write_cookies_sent(CsvText& csv, const Request& request) {
  std::vector<std::string> names;
  for (const CookieSent& cookie : request.cookies) names.push_back(cookie.name);
  csv.number(std::ssize(names)).text(joined(names));
}

void write_source(CsvText& csv, const SourceRef* source) {
  if (source == nullptr) {
    csv.blank().blank();
    return;
  }
  csv.text(source->list).text(source->text);
}

void write_request_row(CsvText& csv, const SiteReport& site, const RunObservation& run,
                       const Request& request, const RequestFacts& facts) {
  csv.text(url_of(site)).text(run.name).number(static_cast<std::int64_t>(request.at.line));
  csv.text(name_of(request.when.phase)).text(name_of(request.when.step)).number(request.when.ms);
  csv.text(request.method).text(request.type).text(request.url);
  const auto url = parse_url(request.url);
  csv.text(url ? url->host : "").text(facts.party.company).text(name_of(facts.party.function));
  csv.yes_no(facts.tracker).yes_no(request.third_party).yes_no(facts.first_party_owner);
  if (request.status > 0) {
    csv.number(std::int64_t{request.status});
  } else {
    csv.blank();
  }
  csv.text(request.mime_type).text(request.remote_address);
  write_cookies_sent(csv, request);
  csv.text(request.initiator_url).text(request.redirected_from).text(request.failure);
  csv.yes_no(request.from_cache).yes_no(request.from_worker).text(request.page_url);
  write_source(csv, tracker_source(facts));
  csv.end_row();
}

// The facts of request i of run r; a classification that is shorter than its observation says
// nothing about the rest.
const RequestFacts& facts_at(const Classification& known, std::size_t r, std::size_t i) {
  static const RequestFacts kUnknown;
  if (r >= known.requests.size() || i >= known.requests[r].size()) return kUnknown;
  return known.requests[r][i];
}

}  // namespace

std::string findings_csv(const ScanReport& report) {
  static const std::vector<std::string_view> kHeader{
      "site",           "status",        "reason",        "rule",
      "phase",          "verdict",       "severity",      "summary",
      "rule_title",     "rule_version",  "authority",     "law",
      "basis",          "fix",           "runs_agreeing", "runs_total",
      "evidence_total", "evidence_file", "evidence_line", "evidence",
      "repeats"};
  CsvText csv(kHeader);
  for (const SiteReport& site : report.sites) {
    for (const Finding* finding : findings_by_weight(site.judgement)) {
      write_finding_row(csv, site, *finding, report.rules);
    }
    if (site.judgement.findings.empty()) write_missing_row(csv, site, kHeader.size());
  }
  return std::move(csv).take();
}

std::string cookies_csv(const ScanReport& report) {
  CsvText csv({"site",
               "kind",
               "owner",
               "name",
               "third_party",
               "purpose",
               "catalogued",
               "vendor",
               "identifier",
               "identifier_reason",
               "lifetime_s",
               "setter_company",
               "setter_function",
               "before",
               "refuse",
               "accept",
               "withdraw",
               "gpc",
               "revisit",
               "one-purpose",
               "repeats"});
  for (const SiteReport& site : report.sites) {
    const SiteSummary summary = summarise(site, report.settings.phases);
    for (const ItemSummary& item : summary.items) write_item_row(csv, site, item, summary);
  }
  return std::move(csv).take();
}

std::string requests_csv(const ScanReport& report) {
  CsvText csv({"site",
               "run",
               "line",
               "phase",
               "step",
               "ms",
               "method",
               "type",
               "url",
               "host",
               "company",
               "function",
               "tracker",
               "third_party",
               "first_party_owner",
               "status",
               "mime_type",
               "remote_address",
               "cookies_sent",
               "cookie_names",
               "initiator",
               "redirected_from",
               "failure",
               "from_cache",
               "from_worker",
               "page",
               "tracker_list",
               "tracker_rule"});
  for (const SiteReport& site : report.sites) {
    const auto& runs = site.facts.observation.runs;
    for (std::size_t r = 0; r < runs.size(); ++r) {
      for (std::size_t i = 0; i < runs[r].requests.size(); ++i) {
        write_request_row(csv, site, runs[r], runs[r].requests[i],
                          facts_at(site.facts.classification, r, i));
      }
    }
  }
  return std::move(csv).take();
}

std::string hints_csv(const ScanReport& report) {
  CsvText csv({"site", "run", "line", "phase", "step", "kind", "by", "url", "host", "detail",
               "company", "tracker", "page"});
  for (const SiteReport& site : report.sites) {
    for (const HintRow& row : hint_rows(site)) {
      const auto url = parse_url(row.url);
      csv.text(url_of(site)).text(row.at.run).number(static_cast<std::int64_t>(row.at.line));
      csv.text(name_of(row.when.phase)).text(name_of(row.when.step)).text(row.kind).text(row.by);
      csv.text(row.url).text(url ? url->host : "").text(row.detail).text(row.company);
      csv.yes_no(row.tracker).text(row.page_url).end_row();
    }
  }
  return std::move(csv).take();
}

std::string companies_csv(const ScanReport& report) {
  CsvText csv({"company", "domains", "function", "sites", "sites_before_choice",
               "sites_after_refusal", "sites_after_withdrawal", "sites_with_identifier",
               "identifier_names", "follows", "site_urls"});
  for (const CompanyReach& company : report.companies) {
    csv.text(company.company).text(joined(company.domains)).text(name_of(company.function));
    csv.number(std::int64_t{company.sites}).number(std::int64_t{company.sites_before_choice});
    csv.number(std::int64_t{company.sites_after_refusal});
    csv.number(std::int64_t{company.sites_after_withdrawal});
    csv.number(std::int64_t{company.sites_with_identifier});
    csv.text(joined(company.identifier_names)).yes_no(company.follows);
    csv.text(joined(company.site_urls)).end_row();
  }
  return std::move(csv).take();
}

}  // namespace consentry
