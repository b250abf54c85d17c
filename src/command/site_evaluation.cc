// SPDX-License-Identifier: Apache-2.0
#include "command/site_evaluation.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "command/control_pictures.h"
#include "command/file_bytes.h"
#include "core/judge/judge.h"
#include "core/observe/observation.h"
#include "core/report/html_run.h"
#include "core/report/html_site.h"
#include "core/report/json.h"
#include "core/report/repeated_site.h"
#include "io/store/evidence_folder.h"
#include "io/store/run_folder_writer.h"

namespace consentry {

Result<RunObservation> observe_run(const std::filesystem::path& folder,
                                   const Knowledge& knowledge) {
  auto log = read_file(folder / "events.ndjson", kMaxLogBytes);
  if (!log) return log.error();
  auto run = observe(*log, knowledge.lexicon());
  if (!run) return run.error().in((folder / "events.ndjson").string());
  read_control_pictures(folder, *run);
  return run;
}

namespace {

void add_reason(std::string& reason, const std::string& text) {
  if (text.empty() || reason.find(text) != std::string::npos) return;
  if (!reason.empty()) reason += "; ";
  reason += text;
}

// A cause in words; the browser's own error text stands behind it for who knows it.
std::string worded(const Limitation& limitation) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kCauses{
      {{"dns", "the host name does not resolve"},
       {"refused", "the connection was refused"},
       {"tls", "the certificate is not trusted, or TLS failed"},
       {"unreachable", "the site could not be reached"}}};
  for (const auto& [topic, words] : kCauses) {
    if (limitation.topic == topic) return std::string(words) + " (" + limitation.text + ")";
  }
  return limitation.text;
}

// What the runs say kept them from measuring, each cause once.
void add_limitations(const SiteObservation& site, std::string& reason) {
  for (const RunObservation& run : site.runs) {
    if (run.complete && !run.measured.empty()) continue;
    for (const Limitation& limitation : run.limitations) add_reason(reason, worded(limitation));
  }
}

// Whether every attempt to choose met no banner, and no visit saw one: then there is nothing to
// measure after a choice.
bool never_asked(const SiteObservation& site) {
  bool tried = false;
  for (const RunObservation& run : site.runs) {
    if (std::ranges::any_of(run.banner_views, &BannerView::found)) return false;
    for (const ChoiceOutcome& outcome : run.choices) {
      if (outcome.result != ChoiceResult::no_banner) return false;
      tried = true;
    }
  }
  return tried;
}

// Phases asked for that some run measured, against all asked for.
SiteStatus status_of(const SiteObservation& site, const std::vector<Phase>& asked,
                     std::size_t planned_runs) {
  std::set<Phase> measured;
  bool all_complete = site.runs.size() >= planned_runs;
  for (const RunObservation& run : site.runs) {
    measured.insert(run.measured.begin(), run.measured.end());
    all_complete = all_complete && run.complete;
  }
  if (measured.empty()) return SiteStatus::not_measured;
  const bool chooses = !never_asked(site);
  const bool every_phase = std::ranges::all_of(asked, [&](Phase phase) {
    const bool after_choice = phase != Phase::before && phase != Phase::gpc;
    return measured.contains(phase) || (after_choice && !chooses);
  });
  return every_phase && all_complete ? SiteStatus::measured : SiteStatus::partial;
}

}  // namespace

SiteReport evaluate_site(const std::filesystem::path& out, const SiteEntry& entry,
                         const std::vector<Phase>& asked, const Knowledge& knowledge) {
  SiteReport site;
  site.folder = entry.folder;
  site.reason = entry.reason;
  site.second_visits = entry.second_visits;
  SiteObservation& observation = site.facts.observation;
  observation.url = entry.url;
  for (const std::string& name : entry.runs) {
    auto run = observe_run(out / entry.folder / name, knowledge);
    if (run) {
      observation.runs.push_back(*std::move(run));
    } else {
      add_reason(site.reason, run.error().text());
    }
  }
  site.status = status_of(observation, asked, entry.runs.size());
  if (site.status != SiteStatus::measured) add_limitations(observation, site.reason);
  site.facts.classification = classify(observation, knowledge.reference());
  return site;
}

std::vector<SiteFacts> evaluate_cross_runs(const std::filesystem::path& out,
                                           const std::vector<std::string>& folders,
                                           const Knowledge& knowledge) {
  std::vector<SiteFacts> runs;
  for (const std::string& folder : folders) {
    auto run = observe_run(out / folder, knowledge);
    if (!run) continue;
    SiteFacts facts;
    facts.observation.url = run->site_url;
    facts.observation.runs.push_back(*std::move(run));
    facts.classification = classify(facts.observation, knowledge.reference());
    runs.push_back(std::move(facts));
  }
  return runs;
}

namespace {

// Fills the judgements in; the companies are those that these captures show.
std::vector<CompanyReach> judge_all(Measured& measured, const Knowledge& knowledge,
                                    const std::string& profile) {
  std::vector<SiteFacts> facts;
  std::vector<SiteJudgement> judgements;
  for (SiteReport& site : measured.sites) {
    judgements.push_back(judge_site(site.facts, knowledge.rules(), profile));
    facts.push_back(std::move(site.facts));
  }
  auto companies =
      judge_across_sites(facts, measured.cross_runs, knowledge.rules(), profile, judgements);
  for (std::size_t i = 0; i < measured.sites.size(); ++i) {
    measured.sites[i].facts = std::move(facts[i]);
    measured.sites[i].judgement = std::move(judgements[i]);
  }
  return companies;
}

// Companies as all repetitions together show them.
std::vector<CompanyReach> companies_of(std::vector<SiteReport>& sites,
                                       std::vector<Measured>& repetitions,
                                       const Knowledge& knowledge, const std::string& profile) {
  Measured together;
  for (Measured& each : repetitions) {
    std::ranges::move(each.cross_runs, std::back_inserter(together.cross_runs));
  }
  std::vector<SiteFacts> facts;
  for (SiteReport& site : sites) facts.push_back(std::move(site.facts));
  std::vector<SiteJudgement> unused(sites.size());
  auto companies =
      judge_across_sites(facts, together.cross_runs, knowledge.rules(), profile, unused);
  for (std::size_t i = 0; i < sites.size(); ++i) sites[i].facts = std::move(facts[i]);
  return companies;
}

}  // namespace

ScanReport make_report(const ScanSettings& settings, std::vector<Measured> repetitions,
                       const Knowledge& knowledge) {
  ScanReport report;
  report.settings = settings;
  report.lists = knowledge.lists();
  report.rules = rules_used(knowledge.rules(), settings.profile);
  for (Measured& each : repetitions) {
    report.companies = judge_all(each, knowledge, settings.profile);
  }
  if (repetitions.size() == 1) {
    report.sites = std::move(repetitions.front().sites);
    return report;
  }
  for (std::size_t i = 0; i < repetitions.front().sites.size(); ++i) {
    std::vector<SiteReport> same;
    for (Measured& each : repetitions) same.push_back(std::move(each.sites[i]));
    report.sites.push_back(join_repetitions(std::move(same), knowledge.reference()));
  }
  report.companies = companies_of(report.sites, repetitions, knowledge, settings.profile);
  return report;
}

Status write_reports(const std::filesystem::path& out, const ScanReport& report,
                     const ReportLanguage& language) {
  for (const SiteReport& site : report.sites) {
    if (site.folder.empty() || !std::filesystem::is_directory(out / site.folder)) continue;
    const auto path = out / site.folder / "report.html";
    if (auto status = write_whole_file(path, site_html(site, report, language)); !status)
      return status;
  }
  if (auto status = write_whole_file(out / "report.html", run_html(report, language)); !status)
    return status;
  return write_whole_file(out / "report.json", report_json(report));
}

}  // namespace consentry
