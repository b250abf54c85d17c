// SPDX-License-Identifier: Apache-2.0
// Reports made by hand, rich enough that every part of every writer has something to show.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/report/scan_report.h"

namespace consentry {

inline Rule make_rule(std::string id, std::string title, std::string layer, std::string category,
                      int severity, char mark) {
  Rule rule;
  rule.id = std::move(id);
  rule.title = std::move(title);
  rule.layer = std::move(layer);
  rule.category = std::move(category);
  rule.severity = severity;
  rule.basis = {
      {"Directive 2002/58/EC", "Art. 5(3)", "https://eur-lex.europa.eu/eli/dir/2002/58/oj", mark,
       mark == 'M' ? "" : "2026-11-20"},
      {"EDPB Cookie Banner Taskforce report", "§ 7", "", 'S', "2026-11-20"}};
  rule.fix = "Load the script only after the visitor has agreed to its purpose.";
  return rule;
}

inline RulesUsed make_rules() {
  RulesUsed rules;
  rules.version = "2026.11";
  rules.sha256 = std::string(64, 'a');
  rules.profile = {"nl", "Netherlands", "Autoriteit Consument & Markt",
                   "Autoriteit Persoonsgegevens"};
  rules.rules = {
      make_rule("PRE-01", "Tracker request before choice", "eprivacy", "before choice", 3, 'C'),
      make_rule("PRE-02", "Cookie that needs consent stored before choice", "eprivacy",
                "before choice", 4, 'C'),
      make_rule("REJ-01", "Refusal ignored: cookies stored after refusing", "eprivacy", "refusal",
                5, 'C'),
      make_rule("WDR-03", "Tracking continues after withdrawal", "gdpr", "withdrawal", 4, 'S'),
      make_rule("GPC-04", "Global Privacy Control ignored", "gdpr", "gpc", 2, 'M'),
      make_rule("UI-01", "No refuse control on the first layer", "ux", "banner", 4, 'C'),
      make_rule("UI-05", "Refuse is hard to read", "ux", "banner", 2, 'M'),
      make_rule("XS-01", "One identifier on several sites", "gdpr", "cross-site", 5, 'S')};
  return rules;
}

inline Finding make_finding(std::string rule, Phase phase, Verdict verdict, int severity,
                            std::string summary) {
  Finding finding;
  finding.rule = std::move(rule);
  finding.phase = phase;
  finding.verdict = verdict;
  finding.severity = severity;
  finding.summary = std::move(summary);
  finding.runs_agreeing = verdict == Verdict::not_measured ? 0 : 2;
  finding.runs_total = verdict == Verdict::not_measured ? 0 : 2;
  return finding;
}

inline Evidence make_evidence(std::string run, std::uint64_t line, std::string text,
                              std::string company, std::string host) {
  return {{std::move(run), line},
          std::move(text),
          std::move(company),
          std::move(host),
          {{"easyprivacy", "202611201200", 4711, "||adnet.example^$third-party"},
           {"data/trackers.toml", "3f2a91c07d55", 12, "adnet.example = \"advertising\""}}};
}

inline Request make_request(std::string run, std::uint64_t line, Phase phase, std::string url) {
  Request request;
  request.at = {std::move(run), line};
  request.when.phase = phase;
  request.url = std::move(url);
  request.method = "GET";
  request.type = "script";
  request.third_party = true;
  return request;
}

inline RequestFacts make_party(std::string company, Function function, bool tracker) {
  RequestFacts facts;
  facts.party.company = std::move(company);
  facts.party.function = function;
  facts.tracker = tracker;
  return facts;
}

// A run that sees `before`, then `after`, with an advertiser, an analytics host and a font host.
inline RunObservation make_run(const std::string& name, Phase after, ChoiceResult result) {
  RunObservation run;
  run.name = name;
  run.site_url = "https://news.example/";
  run.final_url = "https://news.example/home";
  run.http_status = 200;
  run.started = "2026-11-22T13:05:09.042Z";
  run.log_sha256 = std::string(64, 'b');
  run.complete = true;
  run.measured = {Phase::before, after};
  run.requests = {make_request(name, 12, Phase::before, "https://ads.adnet.example/tag.js"),
                  make_request(name, 14, Phase::before, "https://ads.adnet.example/sync?uid=7f3a"),
                  make_request(name, 15, Phase::before, "https://stats.counter.example/c.gif"),
                  make_request(name, 16, Phase::before, "https://fonts.letters.example/a.woff2"),
                  make_request(name, 90, after, "https://ads.adnet.example/tag.js"),
                  make_request(name, 91, after, "https://cdn.news-static.example/app.js")};
  CookieRow row;
  row.at = {name, 60};
  row.when.phase = Phase::before;
  row.name = "anid";
  row.domain = ".adnet.example";
  run.cookie_rows.push_back(row);
  row.when.phase = after;
  run.cookie_rows.push_back(row);
  ChoiceOutcome choice;
  choice.at = {name, 77};
  choice.wanted = after;
  choice.result = result;
  choice.tool = "generic";
  choice.clicks = 2;
  choice.layers = 2;
  choice.proof = {"cookie:consent", "banner-gone"};
  run.choices.push_back(choice);
  for (const auto& [moment, file] :
       {std::pair{"loaded", "1-loaded.jpg"}, std::pair{"after-click", "2-after-click.jpg"}}) {
    Screenshot shot;
    shot.when.phase = std::string(moment) == "loaded" ? Phase::before : after;
    shot.when.ms = 1840;
    shot.moment = moment;
    shot.file = file;
    shot.sha256 = std::string(64, 'c');
    run.screenshots.push_back(shot);
  }
  return run;
}

inline std::vector<RequestFacts> make_request_facts() {
  RequestFacts own = make_party("News Media BV", Function::cdn, false);
  own.first_party_owner = true;
  return {make_party("AdNet Inc", Function::advertising, true),
          make_party("AdNet Inc", Function::advertising, true),
          make_party("Counter GmbH", Function::analytics, true),
          make_party("", Function::unknown, false),
          make_party("AdNet Inc", Function::advertising, true),
          own};
}

inline ItemFacts make_item(std::string kind, std::string owner, std::string name) {
  ItemFacts item;
  item.key = {std::move(kind), std::move(owner), std::move(name)};
  return item;
}

// One of each thing that a page wants of the browser beside requests.
inline void add_hints(RunObservation& run, Classification& known) {
  ConnectionHint hint;
  hint.at = {run.name, 20};
  hint.kind = "preconnect";
  hint.by = "header";
  hint.url = "https://ads.adnet.example";
  hint.page_url = run.final_url;
  run.hints = {hint};
  known.hints = {{make_party("AdNet Inc", Function::advertising, true)}};
  DeviceRead read;
  read.at = {run.name, 14};
  read.family = "ua-hints";
  read.member = "Sec-CH-UA headers";
  read.script_url = "https://ads.adnet.example/sync?uid=7f3a";
  read.detail = {{"asked", "permissions-policy"}, {"hints", "architecture,model"}};
  read.frame_url = run.final_url;
  run.device_reads = {read};
  BlockedWindow window;
  window.at = {run.name, 25};
  window.url = "https://pop.example/";
  window.page_url = run.final_url;
  run.blocked_windows = {window};
}

// News that ignores a refusal: findings of every verdict, screenshots, two runs, a limitation.
inline SiteReport make_tracking_site() {
  SiteReport site;
  site.facts.observation.url = "https://news.example/";
  site.facts.observation.runs = {make_run("refuse", Phase::refuse, ChoiceResult::done),
                                 make_run("accept", Phase::accept, ChoiceResult::done)};
  site.facts.observation.runs[1].measured.push_back(Phase::withdraw);
  RunObservation gpc = make_run("gpc", Phase::gpc, ChoiceResult::done);
  gpc.measured = {Phase::gpc};
  gpc.global_privacy_control = true;
  gpc.choices.clear();
  gpc.screenshots.clear();
  for (Request& request : gpc.requests) request.when.phase = Phase::gpc;
  site.facts.observation.runs.push_back(gpc);
  Limitation limit;
  limit.at = {"accept", 130};
  limit.when.phase = Phase::withdraw;
  limit.topic = "timeout";
  limit.text = "the second page did not answer within 30 seconds";
  site.facts.observation.runs[1].limitations.push_back(limit);
  site.facts.classification.requests.assign(3, make_request_facts());
  site.facts.classification.site_company = "News Media BV";
  add_hints(site.facts.observation.runs[0], site.facts.classification);
  ItemFacts anid = make_item("cookie", "adnet.example", "anid");
  anid.purpose = Purpose::marketing;
  anid.vendor = "AdNet Inc";
  anid.identifier = IdentifierStrength::strong;
  anid.identifier_reason = "differs between two clean profiles and stays the same within each";
  anid.lifetime_s = 730.0 * 86400;
  anid.third_party = true;
  anid.setter_company = "AdNet Inc";
  anid.setter_function = Function::advertising;
  ItemFacts session = make_item("cookie", "news.example", "sid");
  session.purpose = Purpose::necessary;
  site.facts.classification.items = {{anid.key, anid}, {session.key, session}};
  site.status = SiteStatus::measured;
  site.folder = "sites/news.example-1a2b3c4d";
  site.judgement.url = "https://news.example/";
  site.judgement.verdict = Verdict::breach;
  Finding stored = make_finding("PRE-02", Phase::before, Verdict::breach, 4,
                                "1 cookie that needs consent was stored before any choice.");
  stored.evidence = {make_evidence("refuse", 44,
                                   "anid=7f3a… set by https://ads.adnet.example/tag.js, expires "
                                   "in 730 days",
                                   "AdNet Inc", "ads.adnet.example")};
  stored.evidence_total = 3;
  stored.subjects = {{SubjectKind::item, "anid"}, {SubjectKind::company, "AdNet Inc"}};
  Finding ignored = make_finding("REJ-01", Phase::refuse, Verdict::breach, 5,
                                 "anid was written again after the visitor refused.");
  ignored.evidence = {
      make_evidence("refuse", 98, "anid=7f3a… set again", "AdNet Inc", "ads.adnet.example")};
  ignored.evidence_total = 1;
  ignored.subjects = stored.subjects;
  Finding asked = make_finding("PRE-01", Phase::before, Verdict::likely_breach, 3,
                               "2 companies that track were asked for something.");
  asked.evidence = {make_evidence("refuse", 12, "GET https://ads.adnet.example/tag.js", "AdNet Inc",
                                  "ads.adnet.example"),
                    make_evidence("refuse", 15, "GET https://stats.counter.example/c.gif",
                                  "Counter GmbH", "stats.counter.example")};
  asked.evidence_total = 2;
  asked.subjects = {{SubjectKind::company, "AdNet Inc"}, {SubjectKind::company, "Counter GmbH"}};
  for (Finding* finding : {&stored, &ignored, &asked})
    finding->subjects_total = static_cast<int>(finding->subjects.size());
  site.judgement.findings = {
      asked,
      stored,
      make_finding("UI-01", Phase::before, Verdict::pass, 0,
                   "A refuse button stands beside the accept button."),
      make_finding("UI-05", Phase::before, Verdict::risk, 2,
                   "The refuse label has a contrast of 3.4 to 1."),
      ignored,
      make_finding("WDR-03", Phase::withdraw, Verdict::not_measured, 0,
                   "No way to withdraw was found, so nothing was measured after it."),
      make_finding("GPC-04", Phase::gpc, Verdict::info, 1,
                   "The same requests go out under Global Privacy Control.")};
  return site;
}

inline SiteReport make_clean_site() {
  SiteReport site;
  site.facts.observation.url = "https://shop.example/nl";
  RunObservation run = make_run("refuse", Phase::refuse, ChoiceResult::no_banner);
  run.requests.clear();
  run.cookie_rows.clear();
  site.facts.observation.runs = {run};
  site.facts.classification.requests = {{}};
  site.status = SiteStatus::measured;
  site.folder = "sites/shop.example-55667788";
  site.judgement.url = "https://shop.example/nl";
  site.judgement.verdict = Verdict::pass;
  site.judgement.findings = {
      make_finding("PRE-01", Phase::before, Verdict::pass, 0, "No tracker was asked."),
      make_finding("REJ-01", Phase::refuse, Verdict::not_applicable, 0, "There is no banner.")};
  return site;
}

inline SiteReport make_missing_site(std::string url, std::string reason) {
  SiteReport site;
  site.facts.observation.url = std::move(url);
  site.reason = std::move(reason);
  return site;
}

inline ScanSettings make_settings() {
  ScanSettings settings;
  settings.program = "consentry 0.1.0";
  settings.command_line = "consentry scan --list sites.txt --profile nl --out report";
  settings.started = "2026-11-22T13:05:00.000Z";
  settings.finished = "2026-11-22T13:06:31.500Z";
  settings.browser = "HeadlessChrome/142.0.7444.59 (headless-shell)";
  settings.viewport = "1366x768";
  settings.language = "nl-NL";
  settings.phases = {kPhases.begin(), kPhases.end()};
  settings.profile = "nl";
  return settings;
}

inline CompanyReach make_reach(std::string company, std::string domain, Function function,
                               int sites, bool follows) {
  CompanyReach reach;
  reach.company = std::move(company);
  reach.domains = {std::move(domain)};
  reach.function = function;
  reach.sites = sites;
  reach.sites_before_choice = sites;
  reach.sites_after_refusal = sites / 2;
  reach.sites_with_identifier = follows ? sites : 0;
  if (follows) reach.identifier_names = {"anid", "uid"};
  reach.site_urls = {"https://news.example/"};
  reach.follows = follows;
  return reach;
}

// Four sites: one with findings, one clean, one partly and one not measured.
inline ScanReport make_report() {
  ScanReport report;
  report.settings = make_settings();
  report.rules = make_rules();
  report.lists = {{"easyprivacy", "202611201200", std::string(64, 'd'), 52341, true,
                   "GPL-3.0-or-later or CC-BY-SA-3.0", ""},
                  {"easylist", "", "", 0, false, "GPL-3.0-or-later or CC-BY-SA-3.0",
                   "Advertising hosts that only this list names are shown without a function."}};
  SiteReport partial = make_clean_site();
  partial.facts.observation.url = partial.judgement.url = "https://forum.example/";
  partial.folder = "sites/forum.example-99aabbcc";
  partial.status = SiteStatus::partial;
  partial.reason = "the browser crashed while refusing";
  partial.judgement.verdict = Verdict::not_measured;
  partial.judgement.findings[1] =
      make_finding("REJ-01", Phase::refuse, Verdict::not_measured, 0,
                   "The phase after refusing was not measured: the browser crashed.");
  report.sites = {make_tracking_site(), make_clean_site(), partial,
                  make_missing_site("https://gone.example/", "the host name does not resolve")};
  report.companies = {
      make_reach("AdNet Inc", "adnet.example", Function::advertising, 2, true),
      make_reach("Counter GmbH", "counter.example", Function::analytics, 1, false),
      make_reach("letters.example", "letters.example", Function::unknown, 1, false)};
  return report;
}

// Everything a hostile page can put into a report: markup, script addresses, quotes, reading
// direction, terminal commands, bytes that are no UTF-8.
inline std::string hostile_text() {
  return "</style><script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp; "
         "\xE2\x80\xAE"
         "gpj.exe \x1b[2J\x07 \xFF\xC0\x80 line\nbreak \xE2\x80\xA8 end";
}

inline ScanReport make_hostile_report() {
  ScanReport report = make_report();
  const std::string text = hostile_text();
  SiteReport& site = report.sites[0];
  site.judgement.url = "javascript:alert(1)//" + text;
  site.reason = text;
  site.folder = "sites/a b\"><script>";
  site.facts.classification.site_company = text;
  for (Finding& finding : site.judgement.findings) {
    finding.summary = text;
    for (Subject& subject : finding.subjects) subject.name = text;
    for (Evidence& evidence : finding.evidence) {
      evidence = make_evidence(text, 1, text, text, text);
      evidence.sources[0] = {text, text, 1, text};
    }
  }
  for (RunObservation& run : site.facts.observation.runs) {
    run.name = text;
    run.final_url = "javascript:alert(3)";
    for (Limitation& limit : run.limitations) limit.text = limit.topic = text;
    for (ChoiceOutcome& choice : run.choices) choice.tool = choice.proof[0] = text;
    for (Screenshot& shot : run.screenshots) shot.file = "../x\" onerror=\"alert(4).jpg";
    for (Request& request : run.requests) request.url = "https://" + text + ".example/";
  }
  for (auto& [key, item] : site.facts.classification.items) {
    item.key.name = item.key.owner = item.vendor = item.identifier_reason = text;
  }
  for (CompanyReach& company : report.companies) {
    company.company = text;
    company.domains = company.identifier_names = company.site_urls = {text};
  }
  for (Rule& rule : report.rules.rules) {
    rule.title = rule.fix = text;
    for (LegalBasis& basis : rule.basis) {
      basis.instrument = basis.pin = text;
      basis.url = "javascript:alert(5)";
    }
  }
  report.rules.profile.eprivacy_authority = text;
  report.settings.command_line = report.settings.browser = text;
  report.lists[1].absence = report.lists[0].name = text;
  return report;
}

}  // namespace consentry
