// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/draft_facts.h"

#include <algorithm>
#include <iterator>

#include "core/report/fact_place.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

// A letter names some; the record has them all.
constexpr std::int64_t kMaxNames = 6;

bool can_be_stated(const Finding& finding) {
  return finding.verdict == Verdict::breach || finding.verdict == Verdict::likely_breach;
}

const RunObservation* run_named(const SiteReport& site, const std::string& name) {
  const auto& runs = site.facts.observation.runs;
  const auto found = std::ranges::find(runs, name, &RunObservation::name);
  return found == runs.end() ? nullptr : &*found;
}

// The first evidence that lies in a record of this site which was kept whole.
const Evidence* supported_by(const SiteReport& site, const Finding& finding) {
  const auto found = std::ranges::find_if(finding.evidence, [&](const Evidence& evidence) {
    const RunObservation* run = run_named(site, evidence.at.run);
    return run != nullptr && !run->log_sha256.empty() && evidence.at.line > 0 &&
           !capture_url(site, run->name).empty();
  });
  return found == finding.evidence.end() ? nullptr : &*found;
}

std::string repeated_text(const Finding& finding) {
  const auto total = static_cast<std::int64_t>(finding.repeats.size());
  const auto seen = std::ranges::count_if(
      finding.repeats, [&](Verdict verdict) { return verdict == finding.verdict; });
  return seen == total ? std::string() : repeats_mark(seen, total);
}

// Names are the same in every language; the words around them are not. A summary ends in names of what it
// was concluded from: "Cookies … were stored: _ga, _gid and 3 more."
std::vector<std::string> subjects_in(const std::string& summary) {
  std::vector<std::string> names;
  const std::size_t colon = summary.rfind(": ");
  if (colon == std::string::npos) return names;
  std::string_view rest = std::string_view(summary).substr(colon + 2);
  rest = rest.substr(
      0, std::min(rest.find(" ("), rest.ends_with('.') ? rest.size() - 1 : rest.size()));
  rest = rest.substr(0, rest.ends_with(" more") ? rest.rfind(" and ") : rest.size());
  while (!rest.empty()) {
    const std::size_t end = std::min({rest.find(", "), rest.find(" and "), rest.size()});
    const std::string_view name = rest.substr(0, end);
    if (!name.empty() && name.find(' ') == std::string_view::npos) names.emplace_back(name);
    const bool comma = rest.substr(end).starts_with(", ");
    rest.remove_prefix(std::min(end + (comma ? 2 : 5), rest.size()));
  }
  return names;
}

void add_names(const Finding& finding, DraftFact& fact) {
  const auto add = [&](const std::string& name) {
    if (name.empty() || std::ranges::find(fact.names, name) != fact.names.end()) return;
    fact.names.push_back(name);
  };
  for (const std::string& subject : subjects_in(finding.summary)) add(subject);
  for (const Evidence& evidence : finding.evidence)
    add(evidence.company.empty() ? evidence.host : evidence.company);
  fact.more_names = std::max<std::int64_t>(std::ssize(fact.names) - kMaxNames, 0);
  fact.names.resize(std::min<std::size_t>(fact.names.size(), kMaxNames));
}

DraftFact fact_of(const SiteReport& site, const Finding& finding, const Rule& rule,
                  const Evidence& evidence) {
  const RunObservation& run = *run_named(site, evidence.at.run);
  DraftFact fact;
  fact.site = site_name(url_of(site));
  fact.rule = &rule;
  fact.phase = finding.phase;
  fact.verdict = finding.verdict;
  fact.summary = finding.summary;
  fact.repeated = repeated_text(finding);
  fact.observed = std::max<std::int64_t>(finding.evidence_total, std::ssize(finding.evidence));
  add_names(finding, fact);
  fact.started = run.started;
  fact.path = capture_url(site, run.name);
  fact.line = evidence.at.line;
  fact.sha256 = run.log_sha256;
  return fact;
}

}  // namespace

DraftFacts draft_facts(const ScanReport& report, const FixGuide* guide) {
  DraftFacts result;
  result.scanned = report.settings.started;
  result.profile = report.rules.profile;
  for (const SiteReport& site : report.sites) {
    const std::size_t before = result.facts.size();
    const auto managers =
        guide == nullptr ? std::vector<const FixManager*>() : managers_of(site, *guide);
    for (const Finding* finding : findings_by_weight(site.judgement)) {
      if (!can_be_stated(*finding)) continue;
      const Rule* rule = report.rules.find(finding->rule);
      const Evidence* evidence = supported_by(site, *finding);
      if (rule == nullptr || evidence == nullptr) {
        ++result.unsupported;
        continue;
      }
      result.facts.push_back(fact_of(site, *finding, *rule, *evidence));
      result.facts.back().managers = managers;
    }
    if (result.facts.size() > before) result.sites.push_back(site_name(url_of(site)));
  }
  return result;
}

std::vector<DraftFact> device_facts(const DraftFacts& facts) {
  std::vector<DraftFact> result;
  std::ranges::copy_if(facts.facts, std::back_inserter(result),
                       [](const DraftFact& fact) { return fact.rule->layer == "eprivacy"; });
  return result;
}

}  // namespace consentry
