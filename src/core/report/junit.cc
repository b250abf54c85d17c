// SPDX-License-Identifier: Apache-2.0
#include "core/report/junit.h"

#include <utility>

#include "core/report/budget_output.h"
#include "core/report/fact_place.h"
#include "core/report/wording.h"
#include "core/report/xml_text.h"

namespace consentry {
namespace {

using FailOn = std::optional<Verdict>;

bool fails(const Finding& finding, const FailOn& fail_on) {
  return fail_on && finding.verdict >= *fail_on;
}

bool is_skipped(Verdict verdict) {
  return verdict == Verdict::not_measured || verdict == Verdict::not_applicable;
}

bool is_skipped(BudgetState state) {
  return state == BudgetState::not_measured || state == BudgetState::not_applicable;
}

struct CaseCounts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t skipped = 0;
};

void add_budget(CaseCounts& counts, const std::vector<PhaseBudget>& phases) {
  for (const PhaseBudget& phase : phases) {
    ++counts.tests;
    counts.failures += phase.state == BudgetState::exceeded ? 1U : 0U;
    counts.skipped += is_skipped(phase.state) ? 1U : 0U;
  }
}

CaseCounts counts_of(const SiteReport& site, const ScanReport& report, const FailOn& fail_on) {
  CaseCounts counts;
  for (const Finding& finding : site.judgement.findings) {
    ++counts.tests;
    if (fails(finding, fail_on)) {
      ++counts.failures;
    } else if (is_skipped(finding.verdict)) {
      ++counts.skipped;
    }
  }
  if (counts.tests == 0) counts = {1, 0, 1};
  add_budget(counts, budget_of(report, site));
  return counts;
}

void write_counts(XmlText& xml, const CaseCounts& counts) {
  xml.attribute("tests", counts.tests);
  xml.attribute("failures", counts.failures);
  xml.attribute("errors", std::size_t{0});
  xml.attribute("skipped", counts.skipped);
}

// Everything that a person needs who sees only the pipeline: observation, evidence, remedy, law.
std::string body_of(const SiteReport& site, const Finding& finding, const RulesUsed& rules) {
  std::string body = std::string(label_of(finding.verdict)) + ": " + told_summary(finding);
  for (const Evidence& evidence : finding.evidence) {
    body += "\n- " + evidence.text;
    if (const std::string place = capture_url(site, evidence.at.run); !place.empty()) {
      body += " (" + place + ":" + std::to_string(evidence.at.line + 1) + ")";
    }
  }
  if (const Rule* rule = rules.find(finding.rule)) {
    if (!rule->fix.empty()) body += "\nRemedy: " + rule->fix;
    if (!rule->basis.empty()) body += "\nLegal basis: " + basis_line(*rule);
    const Authority authority = authority_for(*rule, rules.profile);
    if (!authority.name.empty()) body += "\nAuthority: " + authority.name;
  }
  return body + "\nRuns that show it: " + std::to_string(finding.runs_agreeing) + " of " +
         std::to_string(finding.runs_total);
}

void write_outcome(XmlText& xml, const SiteReport& site, const Finding& finding,
                   const RulesUsed& rules, const FailOn& fail_on) {
  if (fails(finding, fail_on)) {
    xml.begin("failure").attribute("message", told_summary(finding));
    xml.attribute("type", name_of(finding.verdict)).text(body_of(site, finding, rules)).end();
  } else if (is_skipped(finding.verdict)) {
    const std::string why = std::string(label_of(finding.verdict)) + ": " + told_summary(finding);
    xml.begin("skipped").attribute("message", why).end();
  } else if (finding.verdict != Verdict::pass) {
    xml.begin("system-out").text(body_of(site, finding, rules)).end();
  }
}

void write_case(XmlText& xml, const SiteReport& site, const Finding& finding,
                const RulesUsed& rules, const FailOn& fail_on) {
  const Rule* rule = rules.find(finding.rule);
  std::string name = finding.rule + " " + std::string(name_of(finding.phase));
  if (rule != nullptr && !rule->title.empty()) name += ": " + rule->title;
  xml.begin("testcase").attribute("classname", site_name(url_of(site))).attribute("name", name);
  write_outcome(xml, site, finding, rules, fail_on);
  xml.end();
}

void write_missing_case(XmlText& xml, const SiteReport& site) {
  const std::string why = site.reason.empty() ? "nothing was judged" : site.reason;
  xml.begin("testcase").attribute("classname", site_name(url_of(site)));
  xml.attribute("name", "site was measured");
  xml.begin("skipped").attribute("message", std::string(label_of(site.status)) + ": " + why).end();
  xml.end();
}

void write_budget_case(XmlText& xml, const SiteReport& site, const PhaseBudget& phase) {
  xml.begin("testcase").attribute("classname", site_name(url_of(site)));
  const std::string name(name_of(phase.phase));
  xml.attribute("name", std::string(kBudgetRule) + " " + name + ": nothing beyond the budget");
  const Finding finding = as_finding(phase);
  if (phase.state == BudgetState::exceeded) {
    std::string body = told_summary(finding);
    for (const Evidence& evidence : finding.evidence) body += "\n- " + evidence.text;
    xml.begin("failure").attribute("message", told_summary(finding));
    xml.attribute("type", "budget").text(body).end();
  } else if (is_skipped(phase.state)) {
    xml.begin("skipped").attribute("message", told_summary(finding)).end();
  }
  xml.end();
}

void write_suite(XmlText& xml, const SiteReport& site, const ScanReport& report,
                 const FailOn& fail_on) {
  xml.begin("testsuite").attribute("name", url_of(site));
  write_counts(xml, counts_of(site, report, fail_on));
  if (!report.settings.started.empty()) xml.attribute("timestamp", report.settings.started);
  const auto property = [&xml](std::string_view name, std::string_view value) {
    xml.begin("property").attribute("name", name).attribute("value", value).end();
  };
  xml.begin("properties");
  property("status", name_of(site.status));
  property("verdict", name_of(site.judgement.verdict));
  property("profile", report.rules.profile.name);
  property("rule_book", report.rules.version);
  xml.end();
  for (const Finding& finding : site.judgement.findings) {
    write_case(xml, site, finding, report.rules, fail_on);
  }
  if (site.judgement.findings.empty()) write_missing_case(xml, site);
  for (const PhaseBudget& phase : budget_of(report, site)) write_budget_case(xml, site, phase);
  xml.end();
}

}  // namespace

std::string report_junit(const ScanReport& report, std::optional<Verdict> fail_on) {
  CaseCounts all;
  for (const SiteReport& site : report.sites) {
    const CaseCounts counts = counts_of(site, report, fail_on);
    all.tests += counts.tests;
    all.failures += counts.failures;
    all.skipped += counts.skipped;
  }
  XmlText xml;
  xml.begin("testsuites").attribute("name", report.settings.program);
  write_counts(xml, all);
  for (const SiteReport& site : report.sites) write_suite(xml, site, report, fail_on);
  xml.end();
  return std::move(xml).take();
}

}  // namespace consentry
