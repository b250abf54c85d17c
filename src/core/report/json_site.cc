// SPDX-License-Identifier: Apache-2.0
#include "core/judge/repetitions.h"
#include "core/report/hint_rows.h"
#include "core/report/json.h"
#include "core/report/json_text.h"
#include "core/report/site_summary.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

using Layout = JsonText::Layout;

void write_source(JsonText& json, const SourceRef& source) {
  json.begin_object(Layout::line);
  json.member("list", source.list);
  json.member("version", source.version);
  json.member("line", source.line);
  json.member("text", source.text);
  json.end_object();
}

void write_sources(JsonText& json, const std::vector<SourceRef>& sources) {
  json.name("sources").begin_array();
  for (const SourceRef& source : sources) write_source(json, source);
  json.end_array();
}

void write_evidence(JsonText& json, const Evidence& evidence) {
  json.begin_object();
  json.member("run", evidence.at.run);
  json.member("line", evidence.at.line);
  json.member("text", evidence.text);
  json.member("company", evidence.company);
  json.member("host", evidence.host);
  json.member("item", evidence.item);
  json.member("repeats", evidence.repeats);
  write_sources(json, evidence.sources);
  json.end_object();
}

void write_subjects(JsonText& json, const Finding& finding) {
  json.name("subjects").begin_array();
  for (const Subject& subject : finding.subjects) {
    json.begin_object(Layout::line);
    json.member("kind", name_of(subject.kind));
    json.member("name", subject.name);
    json.end_object();
  }
  json.end_array();
  json.member("subjects_total", finding.subjects_total);
}

void write_basis(JsonText& json, const LegalBasis& basis) {
  json.begin_object(Layout::line);
  json.member("instrument", basis.instrument);
  json.member("pin", basis.pin);
  json.member("url", basis.url);
  json.member("mark", std::string_view(&basis.mark, 1));
  json.member("verified_on", basis.verified_on);
  json.end_object();
}

// The rule's own words; a finding of a rule that the report does not know keeps its id alone.
void write_rule_texts(JsonText& json, const Rule* rule, const Profile& profile) {
  static const Rule kUnknown;
  const Rule& known = rule != nullptr ? *rule : kUnknown;
  const Authority authority = rule != nullptr ? authority_for(*rule, profile) : Authority{};
  json.member("rule_version", rule != nullptr ? rule->version : 0);
  json.member("title", known.title);
  json.member("layer", known.layer);
  json.member("category", known.category);
  json.name("authority").begin_object(Layout::line);
  json.member("name", authority.name);
  json.member("law", authority.law);
  json.end_object();
  json.name("basis").begin_array();
  for (const LegalBasis& basis : known.basis) write_basis(json, basis);
  json.end_array();
  json.member("fix", known.fix);
}

// A site that was measured once is one repetition with one verdict.
void write_repeats(JsonText& json, const Finding& finding) {
  const bool once = finding.repeats.empty();
  json.name("repeats").begin_object(Layout::line);
  json.member("agreeing", once ? 1 : repeats_agreeing(finding));
  json.member("total", once ? 1 : std::ssize(finding.repeats));
  json.name("verdicts").begin_array(Layout::line);
  if (once) json.text(name_of(finding.verdict));
  for (const Verdict verdict : finding.repeats) json.text(name_of(verdict));
  json.end_array();
  json.end_object();
}

void write_repetition(JsonText& json, const Repetition& repetition) {
  json.begin_object(Layout::line);
  json.member("folder", repetition.folder);
  json.member("status", name_of(repetition.status));
  json.member("reason", repetition.reason);
  json.member("verdict", name_of(repetition.verdict));
  json.member("runs", static_cast<std::int64_t>(repetition.runs));
  json.end_object();
}

void write_second_visit(JsonText& json, const SecondVisit& visit) {
  json.begin_object(Layout::line);
  json.member("run", visit.run);
  json.member("first", visit.first);
  json.member("second", visit.second);
  json.member("used", visit.used);
  json.end_object();
}

void write_finding(JsonText& json, const Finding& finding, const RulesUsed& rules) {
  json.begin_object();
  json.member("rule", finding.rule);
  json.member("phase", name_of(finding.phase));
  json.member("verdict", name_of(finding.verdict));
  json.member("severity", finding.severity);
  json.member("summary", finding.summary);
  write_rule_texts(json, rules.find(finding.rule), rules.profile);
  json.member("runs_agreeing", finding.runs_agreeing);
  json.member("runs_total", finding.runs_total);
  write_repeats(json, finding);
  write_subjects(json, finding);
  json.member("evidence_total", finding.evidence_total);
  json.name("evidence").begin_array();
  for (const Evidence& evidence : finding.evidence) write_evidence(json, evidence);
  json.end_array();
  json.end_object();
}

void write_choice(JsonText& json, const RunObservation& run, const ChoiceOutcome& choice) {
  json.begin_object(Layout::line);
  json.member("wanted", name_of(choice.wanted));
  json.member("result", name_of(choice.result));
  json.member("run", run.name);
  json.member("line", choice.at.line);
  json.member("tool", choice.tool);
  json.member("clicks", choice.clicks);
  json.member("layers", choice.layers);
  json.member("proof", choice.proof);
  json.end_object();
}

void write_limitation(JsonText& json, const RunObservation& run, const Limitation& limitation) {
  json.begin_object(Layout::line);
  json.member("run", run.name);
  json.member("line", limitation.at.line);
  json.member("phase", name_of(limitation.when.phase));
  json.member("topic", limitation.topic);
  json.member("text", limitation.text);
  json.end_object();
}

void write_run(JsonText& json, const RunObservation& run) {
  json.begin_object();
  json.member("name", run.name);
  json.member("started", run.started);
  json.member("final_url", run.final_url);
  json.member("http_status", run.http_status);
  json.member("complete", run.complete);
  json.member("global_privacy_control", run.global_privacy_control);
  json.name("measured").begin_array(Layout::line);
  for (const Phase phase : run.measured) json.text(name_of(phase));
  json.end_array();
  json.member("log_sha256", run.log_sha256);
  json.name("screenshots").begin_array();
  for (const Screenshot& shot : run.screenshots) {
    json.begin_object(Layout::line);
    json.member("phase", name_of(shot.when.phase));
    json.member("moment", shot.moment);
    json.member("file", shot.file);
    json.member("sha256", shot.sha256);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_runs(JsonText& json, const std::vector<RunObservation>& runs) {
  json.name("choices").begin_array();
  for (const RunObservation& run : runs) {
    for (const ChoiceOutcome& choice : run.choices) write_choice(json, run, choice);
  }
  json.end_array();
  json.name("limitations").begin_array();
  for (const RunObservation& run : runs) {
    for (const Limitation& limitation : run.limitations) write_limitation(json, run, limitation);
  }
  json.end_array();
  json.name("runs").begin_array();
  for (const RunObservation& run : runs) write_run(json, run);
  json.end_array();
}

void write_item(JsonText& json, const ItemSummary& item) {
  const ItemFacts& facts = *item.facts;
  json.begin_object();
  json.member("kind", facts.key.kind);
  json.member("owner", facts.key.owner);
  json.member("name", facts.key.name);
  json.member("third_party", facts.third_party);
  json.member("purpose", name_of(facts.purpose));
  json.member("vendor", facts.vendor);
  json.member("identifier", name_of(facts.identifier));
  json.member("identifier_reason", facts.identifier_reason);
  json.name("lifetime_s");
  if (facts.lifetime_s) {
    json.number(*facts.lifetime_s);
  } else {
    json.null();
  }
  json.member("setter_company", facts.setter_company);
  json.member("setter_function", name_of(facts.setter_function));
  json.name("phases").begin_array(Layout::line);
  for (const Phase phase : kPhases) {
    if (item.stored[static_cast<std::size_t>(phase)]) json.text(name_of(phase));
  }
  json.end_array();
  json.member("repeats", item.repeats);
  write_sources(json, facts.sources);
  json.end_object();
}

void write_host(JsonText& json, const HostSummary& host) {
  json.begin_object(Layout::line);
  json.member("host", host.host);
  json.member("company", host.company);
  json.member("function", name_of(host.function));
  json.member("tracker", host.tracker);
  json.member("first_party_owner", host.first_party_owner);
  json.name("requests").begin_object(Layout::line);
  for (const Phase phase : kPhases) {
    const int count = host.requests[static_cast<std::size_t>(phase)];
    if (count > 0) json.member(name_of(phase), count);
  }
  json.end_object();
  json.member("repeats", host.repeats);
  json.end_object();
}

void write_hint(JsonText& json, const HintRow& row) {
  json.begin_object(Layout::line);
  json.member("run", row.at.run);
  json.member("line", row.at.line);
  json.member("phase", name_of(row.when.phase));
  json.member("kind", row.kind);
  json.member("by", row.by);
  json.member("url", row.url);
  json.member("detail", row.detail);
  json.member("company", row.company);
  json.member("tracker", row.tracker);
  json.end_object();
}

void write_phase(JsonText& json, const PhaseSummary& phase) {
  json.begin_object(Layout::line);
  json.member("phase", name_of(phase.phase));
  json.member("measured", phase.runs > 0);
  json.member("runs", phase.runs);
  json.name("verdict");
  if (phase.judged) {
    json.text(name_of(phase.verdict));
  } else {
    json.null();
  }
  json.member("companies", phase.companies);
  json.member("trackers", phase.trackers);
  json.member("items", phase.items);
  json.end_object();
}

}  // namespace

void write_site(JsonText& json, const SiteReport& site, const ScanReport& report) {
  const SiteSummary summary = summarise(site, report.settings.phases);
  json.begin_object();
  json.member("url", url_of(site));
  json.member("status", name_of(site.status));
  json.member("reason", site.reason);
  json.member("verdict", name_of(site.judgement.verdict));
  json.member("folder", site.folder);
  json.member("company", site.facts.classification.site_company);
  json.name("repetitions").begin_array();
  for (const Repetition& repetition : site.repetitions) write_repetition(json, repetition);
  json.end_array();
  json.name("second_visits").begin_array();
  for (const SecondVisit& visit : site.second_visits) write_second_visit(json, visit);
  json.end_array();
  json.name("phases").begin_array();
  for (const PhaseSummary& phase : summary.phases) {
    if (phase.planned) write_phase(json, phase);
  }
  json.end_array();
  json.name("findings").begin_array();
  for (const Finding& finding : site.judgement.findings) {
    write_finding(json, finding, report.rules);
  }
  json.end_array();
  json.name("items").begin_array();
  for (const ItemSummary& item : summary.items) write_item(json, item);
  json.end_array();
  json.name("third_parties").begin_array();
  for (const HostSummary& host : summary.hosts) write_host(json, host);
  json.end_array();
  json.name("hints").begin_array();
  for (const HintRow& row : hint_rows(site)) write_hint(json, row);
  json.end_array();
  write_runs(json, site.facts.observation.runs);
  json.end_object();
}

}  // namespace consentry
