// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/draft_facts.h"

#include <algorithm>
#include <iterator>

#include "core/judge/evidence_text.h"
#include "core/report/fact_place.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

// A letter names some; the record has them all.
constexpr std::size_t kMaxNames = 6;
// A cookie may be named as long as a page.
constexpr std::size_t kMaxNameShown = 60;

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

void add_names(const Finding& finding, DraftFact& fact) {
  for (const Subject& subject : finding.subjects) {
    NameList& list = subject.kind == SubjectKind::item ? fact.items : fact.parties;
    if (list.names.size() < kMaxNames) {
      list.names.push_back(shortened(subject.name, kMaxNameShown));
    } else {
      ++list.more;
    }
  }
}

DraftFact fact_of(const SiteReport& site, const Finding& finding, const Rule& rule,
                  const Evidence& evidence, const SealedRecords& sealed) {
  const RunObservation& run = *run_named(site, evidence.at.run);
  DraftFact fact;
  fact.site = site_name(url_of(site));
  fact.rule = &rule;
  fact.finding = &finding;
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
  fact.entry = sealed.entry_of(site.folder + "/" + run.name + "/events.ndjson", fact.sha256);
  return fact;
}

}  // namespace

DraftFacts draft_facts(const ScanReport& report, const FixGuide* guide,
                       const SealedRecords& sealed) {
  DraftFacts result;
  result.bundle = sealed.manifest;
  result.bundle_mark = bundle_mark(sealed);
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
      result.facts.push_back(fact_of(site, *finding, *rule, *evidence, sealed));
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
