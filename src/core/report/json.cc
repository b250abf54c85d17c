// SPDX-License-Identifier: Apache-2.0
#include "core/report/json.h"

#include <utility>

#include "core/report/budget_output.h"
#include "core/report/earlier_verdicts.h"
#include "core/report/json_text.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

using Layout = JsonText::Layout;

std::vector<std::string> names_of(const std::vector<Phase>& phases) {
  std::vector<std::string> names;
  for (const Phase phase : phases) names.emplace_back(name_of(phase));
  return names;
}

void write_settings(JsonText& json, const ScanSettings& settings) {
  json.name("settings").begin_object();
  json.member("program", settings.program);
  json.member("command_line", settings.command_line);
  json.member("started", settings.started);
  json.member("finished", settings.finished);
  json.member("browser", settings.browser);
  json.member("third_party_cookies", settings.third_party_cookies_allowed ? "allowed" : "blocked");
  json.member("sandbox", settings.sandbox);
  json.member("viewport", settings.viewport);
  json.member("language", settings.language);
  json.member("connect_to", settings.connect_to);
  json.member("phases", names_of(settings.phases));
  json.member("repeat", settings.repeat);
  json.member("site_mebibytes", settings.site_mib);
  json.member("profile", settings.profile);
  json.end_object();
}

void write_rules(JsonText& json, const RulesUsed& rules) {
  json.name("rule_book").begin_object();
  json.member("version", rules.version);
  json.member("sha256", rules.sha256);
  json.end_object();
  json.name("profile").begin_object();
  json.member("name", rules.profile.name);
  json.member("title", rules.profile.title);
  json.member("eprivacy_authority", rules.profile.eprivacy_authority);
  json.member("gdpr_authority", rules.profile.gdpr_authority);
  json.end_object();
}

void write_lists(JsonText& json, const std::vector<ListUsed>& lists) {
  json.name("lists").begin_array();
  for (const ListUsed& list : lists) {
    json.begin_object();
    json.member("name", list.name);
    json.member("present", list.present);
    json.member("version", list.version);
    json.member("sha256", list.sha256);
    json.member("rules", list.rules);
    json.member("licence", list.licence);
    json.member("absence", list.absence);
    json.end_object();
  }
  json.end_array();
}

void write_summary(JsonText& json, const ScanReport& report) {
  const VerdictCounts counts = count_sites(report);
  json.name("summary").begin_object();
  json.member("sites", std::ssize(report.sites));
  json.member("measured", sites_with(report, SiteStatus::measured));
  json.member("partial", sites_with(report, SiteStatus::partial));
  json.member("not_measured", sites_with(report, SiteStatus::not_measured));
  json.name("sites_by_verdict").begin_object(Layout::line);
  for (const Verdict verdict : kVerdictsByWeight) {
    json.member(name_of(verdict), counts.count(verdict));
  }
  json.end_object();
  json.end_object();
}

void write_company(JsonText& json, const CompanyReach& company) {
  json.begin_object();
  json.member("company", company.company);
  json.member("domains", company.domains);
  json.member("function", name_of(company.function));
  json.member("sites", company.sites);
  json.member("sites_before_choice", company.sites_before_choice);
  json.member("sites_after_refusal", company.sites_after_refusal);
  json.member("sites_after_withdrawal", company.sites_after_withdrawal);
  json.member("sites_with_identifier", company.sites_with_identifier);
  json.member("identifier_names", company.identifier_names);
  json.member("follows", company.follows);
  json.member("site_urls", company.site_urls);
  json.end_object();
}

}  // namespace

std::string report_json(const ScanReport& report) {
  JsonText json;
  json.begin_object();
  json.member("format", kReportFormat);
  write_settings(json, report.settings);
  write_rules(json, report.rules);
  write_lists(json, report.lists);
  write_summary(json, report);
  json.name("sites").begin_array();
  for (const SiteReport& site : report.sites) write_site(json, site, report);
  json.end_array();
  json.name("companies").begin_array();
  for (const CompanyReach& company : report.companies) write_company(json, company);
  json.end_array();
  write_earlier(json, report);
  write_budget(json, report);
  json.end_object();
  return std::move(json).take();
}

}  // namespace consentry
