// SPDX-License-Identifier: Apache-2.0
#include "core/report/sarif.h"

#include <map>
#include <set>
#include <utility>

#include "core/base/digest.h"
#include "core/report/budget_output.h"
#include "core/report/display_text.h"
#include "core/report/fact_place.h"
#include "core/report/html_page.h"
#include "core/report/json_text.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

using Layout = JsonText::Layout;

struct Saying {
  std::string_view kind;
  std::string_view level;
};

Saying saying_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::breach:
      return {"fail", "error"};
    case Verdict::likely_breach:
      return {"fail", "warning"};
    case Verdict::risk:
      return {"fail", "note"};
    default:
      return {"open", "none"};
  }
}

bool is_said(Verdict verdict) {
  return needs_attention(verdict) || verdict == Verdict::not_measured;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Text as a SARIF message says it: "[words](target)" would be a link of the page's choice (3.11.6)
// and "{0}" a placeholder without argument (3.11.5), so both are broken up.
std::string message_text(std::string_view any) {
  const std::string text = visible(any);
  std::string said;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '{' && at + 1 < text.size() && is_digit(text[at + 1])) {
      std::size_t end = at + 1;
      while (end < text.size() && is_digit(text[end])) ++end;
      if (end < text.size() && text[end] == '}') {
        said += "{" + text.substr(at, end - at + 1) + "}";
        at = end;
        continue;
      }
    }
    said += text[at];
    if (text[at] == ']' && at + 1 < text.size() && text[at + 1] == '(') said += ' ';
  }
  return said;
}

void write_message(JsonText& json, std::string_view member, std::string_view any) {
  json.name(member).begin_object(Layout::line);
  json.member("text", any.empty() ? std::string("(no text)") : message_text(any));
  json.end_object();
}

void write_artifact_place(JsonText& json, std::string_view uri, std::string_view base) {
  json.name("artifactLocation").begin_object(Layout::line);
  json.member("uri", uri);
  json.member("uriBaseId", base);
  json.end_object();
}

// "news.example/home": what code scanning shows as a file. Never empty.
std::string address_place(std::string_view url) {
  std::string name = site_name(url);
  if (name.starts_with("http://")) name.erase(0, 7);
  while (name.ends_with('/')) name.pop_back();
  const std::string place = file_url(name);
  return place.empty() ? "address-" + sha256_hex(url).substr(0, 12) : place;
}

std::string help_of(const Rule& rule, const Profile& profile) {
  std::string help = rule.fix;
  if (!help.empty()) help += " ";
  help += "Legal basis: " + basis_line(rule) + ".";
  const Authority authority = authority_for(rule, profile);
  if (!authority.name.empty()) {
    help += " Competent under profile " + profile.name + ": " + authority.name + " (" +
            authority.law + ").";
  }
  return help +
         " Marks: [C] read in the primary text, [S] from a secondary source, [M] not verified.";
}

// The ids that results name: the book's, then those that only a finding knows.
std::vector<std::string> rule_ids(const ScanReport& report) {
  std::vector<std::string> ids;
  std::set<std::string> known;
  for (const Rule& rule : report.rules.rules) {
    if (known.insert(rule.id).second) ids.push_back(rule.id);
  }
  for (const SiteReport& site : report.sites) {
    for (const Finding& finding : site.judgement.findings) {
      if (known.insert(finding.rule).second) ids.push_back(finding.rule);
    }
  }
  if (report.budget && known.emplace(kBudgetRule).second) ids.emplace_back(kBudgetRule);
  return ids;
}

// "Refuse is hard to read" gives "RefuseIsHardToRead": the readable identifier of 3.49.7.
std::string name_from(std::string_view title) {
  std::string name;
  bool begins = true;
  for (const char c : title) {
    const bool small = c >= 'a' && c <= 'z';
    if (!small && !(c >= 'A' && c <= 'Z') && !is_digit(c)) {
      begins = true;
      continue;
    }
    name += small && begins ? static_cast<char>(c - 'a' + 'A') : c;
    begins = false;
  }
  return name;
}

void write_rule(JsonText& json, const std::string& id, const RulesUsed& rules) {
  json.begin_object();
  json.member("id", id);
  if (id == kBudgetRule) {
    write_message(json, "shortDescription", "Something beyond the team's own budget was seen");
  } else if (const Rule* rule = rules.find(id)) {
    if (const std::string name = name_from(rule->title); !name.empty()) json.member("name", name);
    write_message(json, "shortDescription", rule->title);
    write_message(json, "fullDescription",
                  rule->title + ". Asked in the category \"" + rule->category + "\".");
    write_message(json, "help", help_of(*rule, rules.profile));
    if (!rule->basis.empty() && is_web_address(rule->basis.front().url)) {
      json.member("helpUri", rule->basis.front().url);
    }
    json.name("properties").begin_object();
    json.member("version", rule->version);
    json.member("severity", rule->severity);
    json.member("layer", rule->layer);
    json.member("tags", std::vector<std::string>{"privacy", rule->layer, rule->category});
    json.end_object();
  }
  json.end_object();
}

void write_tool(JsonText& json, const ScanReport& report, const std::vector<std::string>& ids) {
  const std::string& program = report.settings.program;
  const std::size_t space = program.rfind(' ');
  json.name("tool").begin_object();
  json.name("driver").begin_object();
  json.member("name", "Consentry");
  if (space != std::string::npos && space + 1 < program.size()) {
    json.member("version", program.substr(space + 1));
  }
  json.name("rules").begin_array();
  for (const std::string& id : ids) write_rule(json, id, report.rules);
  json.end_array();
  json.name("properties").begin_object();
  json.member("ruleBook", report.rules.version);
  json.member("ruleBookSha256", report.rules.sha256);
  json.member("profile", report.rules.profile.name);
  json.end_object();
  json.end_object();
  json.end_object();
}

void write_bases(JsonText& json) {
  json.name("originalUriBaseIds").begin_object();
  json.name("OUTPUT").begin_object();
  write_message(json, "description", "The folder of the scan: captures and reports.");
  json.end_object();
  json.name("SITES").begin_object();
  write_message(json, "description",
                "Scanned addresses without their scheme; logicalLocations hold the whole address.");
  json.end_object();
  json.end_object();
}

void write_logical_places(JsonText& json, std::string_view url, const Finding& finding) {
  json.name("logicalLocations").begin_array();
  json.begin_object(Layout::line);
  json.member("name", name_of(finding.phase));
  json.member("fullyQualifiedName", visible(url) + " " + std::string(name_of(finding.phase)));
  json.member("kind", "phase");
  json.end_object();
  json.end_array();
}

void write_place(JsonText& json, std::string_view url, const Finding& finding) {
  json.name("locations").begin_array();
  json.begin_object();
  json.name("physicalLocation").begin_object();
  write_artifact_place(json, address_place(url), "SITES");
  // Code scanning shows nothing without a line; an address has only a first one.
  json.name("region").begin_object(Layout::line);
  json.member("startLine", 1);
  json.end_object();
  json.end_object();
  write_logical_places(json, url, finding);
  json.end_object();
  json.end_array();
}

void write_evidence(JsonText& json, const SiteReport& site, const Finding& finding) {
  json.name("relatedLocations").begin_array();
  int id = 0;
  for (const Evidence& evidence : finding.evidence) {
    json.begin_object();
    json.member("id", ++id);
    if (const std::string uri = capture_url(site, evidence.at.run); !uri.empty()) {
      json.name("physicalLocation").begin_object();
      write_artifact_place(json, uri, "OUTPUT");
      json.name("region").begin_object(Layout::line);
      json.member("startLine", evidence.at.line + 1);
      json.end_object();
      json.end_object();
    }
    write_message(json, "message", evidence.text);
    json.end_object();
  }
  json.end_array();
}

void write_result(JsonText& json, const SiteReport& site, const Finding& finding,
                  const std::map<std::string, int>& index_of) {
  const std::string_view url = url_of(site);
  const Saying saying = saying_of(finding.verdict);
  json.begin_object();
  json.member("ruleId", finding.rule);
  json.member("ruleIndex", index_of.at(finding.rule));
  json.member("kind", saying.kind);
  json.member("level", saying.level);
  write_message(
      json, "message",
      std::string(label_of(finding.phase)) + ", " + site_name(url) + ": " + told_summary(finding));
  write_place(json, url, finding);
  write_evidence(json, site, finding);
  json.name("partialFingerprints").begin_object(Layout::line);
  json.member("consentryFinding/v1", finding_fingerprint(url, finding));
  json.end_object();
  json.name("properties").begin_object(Layout::line);
  json.member("verdict", name_of(finding.verdict));
  json.member("phase", name_of(finding.phase));
  json.member("severity", finding.severity);
  json.member("runsAgreeing", finding.runs_agreeing);
  json.member("runsTotal", finding.runs_total);
  json.member("evidenceTotal", finding.evidence_total);
  json.end_object();
  json.end_object();
}

// A budget is the team's own word: the result has no verdict and no severity.
void write_budget_result(JsonText& json, const SiteReport& site, const PhaseBudget& phase,
                         int rule_index) {
  const std::string_view url = url_of(site);
  const Finding finding = as_finding(phase);
  const bool exceeded = phase.state == BudgetState::exceeded;
  json.begin_object();
  json.member("ruleId", kBudgetRule);
  json.member("ruleIndex", rule_index);
  json.member("kind", exceeded ? "fail" : "open");
  json.member("level", exceeded ? "error" : "none");
  write_message(
      json, "message",
      std::string(label_of(phase.phase)) + ", " + site_name(url) + ": " + told_summary(finding));
  write_place(json, url, finding);
  write_evidence(json, site, finding);
  json.name("partialFingerprints").begin_object(Layout::line);
  json.member("consentryFinding/v1", finding_fingerprint(url, finding));
  json.end_object();
  json.end_object();
}

void write_results(JsonText& json, const ScanReport& report, const std::vector<std::string>& ids) {
  std::map<std::string, int> index_of;
  for (const std::string& id : ids) index_of.emplace(id, static_cast<int>(index_of.size()));
  json.name("results").begin_array();
  for (const SiteReport& site : report.sites) {
    for (const Finding& finding : site.judgement.findings) {
      if (is_said(finding.verdict)) write_result(json, site, finding, index_of);
    }
    for (const PhaseBudget& phase : budget_of(report, site)) {
      if (phase.state < BudgetState::not_measured) continue;
      write_budget_result(json, site, phase, index_of.at(std::string(kBudgetRule)));
    }
  }
  json.end_array();
}

// What could not be measured, and why, as the run's own notices (3.20.21).
void write_notices(JsonText& json, const ScanReport& report) {
  json.name("toolExecutionNotifications").begin_array();
  for (const SiteReport& site : report.sites) {
    if (site.status == SiteStatus::measured) continue;
    json.begin_object();
    json.member("level", site.status == SiteStatus::partial ? "warning" : "error");
    write_message(json, "message",
                  std::string(url_of(site)) + ": " + std::string(label_of(site.status)) +
                      (site.reason.empty() ? "" : ": " + site.reason));
    json.end_object();
  }
  json.end_array();
}

void write_invocation(JsonText& json, const ScanReport& report) {
  const ScanSettings& settings = report.settings;
  json.name("invocations").begin_array();
  json.begin_object();
  json.member("executionSuccessful", true);
  if (!settings.command_line.empty()) json.member("commandLine", visible(settings.command_line));
  if (!settings.started.empty()) json.member("startTimeUtc", settings.started);
  if (!settings.finished.empty()) json.member("endTimeUtc", settings.finished);
  write_notices(json, report);
  json.end_object();
  json.end_array();
}

// The captures with the digests that a reader checks them against.
void write_artifacts(JsonText& json, const ScanReport& report) {
  std::set<std::string> written;  // 3.14.15: no two elements are equal
  json.name("artifacts").begin_array();
  for (const SiteReport& site : report.sites) {
    for (const RunObservation& run : site.facts.observation.runs) {
      const std::string uri = capture_url(site, run.name);
      if (uri.empty() || !written.insert(uri).second) continue;
      json.begin_object();
      json.name("location").begin_object(Layout::line);
      json.member("uri", uri);
      json.member("uriBaseId", "OUTPUT");
      json.end_object();
      json.member("mimeType", "application/x-ndjson");
      json.name("hashes").begin_object(Layout::line);
      json.member("sha-256", run.log_sha256);
      json.end_object();
      json.end_object();
    }
  }
  json.end_array();
}

}  // namespace

std::string finding_fingerprint(std::string_view url, const Finding& finding) {
  std::string stable = finding.rule;
  stable += '\n';
  stable += name_of(finding.phase);
  stable += '\n';
  stable += url;
  return sha256_hex(stable);
}

std::string report_sarif(const ScanReport& report) {
  const std::vector<std::string> ids = rule_ids(report);
  JsonText json;
  json.begin_object();
  json.member("$schema", kSarifSchema);
  json.member("version", "2.1.0");
  json.name("runs").begin_array();
  json.begin_object();
  write_tool(json, report, ids);
  json.name("automationDetails").begin_object(Layout::line);
  json.member("id", "consentry/" + report.settings.profile + "/");
  json.end_object();
  write_invocation(json, report);
  write_bases(json);
  write_artifacts(json, report);
  json.member("columnKind", "unicodeCodePoints");
  write_results(json, report, ids);
  json.end_object();
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

}  // namespace consentry
