// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/judge/company_reach.h"
#include "core/judge/cross_visits.h"
#include "core/judge/following.h"
#include "core/judge/judge.h"
#include "core/judge/judgement_order.h"
#include "core/judge/reused_consent.h"
#include "core/judge/tally.h"

namespace consentry {
namespace {

// A share of sites says something from this many on.
constexpr std::size_t kMinSites = 2;

// Cross findings come from the visit of several sites, not from the runs of one.
Finding finding_of(std::vector<Sign> signs, std::string head) {
  Finding finding;
  std::vector<std::string> subjects;
  SubjectList names;
  std::ranges::stable_sort(signs, std::ranges::greater{}, &Sign::weight);
  for (Sign& sign : signs) {
    finding.verdict = std::max(finding.verdict, sign.weight);
    names.add(sign.evidence);
    if (std::ranges::find(subjects, sign.subject) == subjects.end())
      subjects.push_back(sign.subject);
    if (finding.evidence.size() < kMaxEvidence) {
      finding.evidence.push_back(std::move(sign.evidence));
    }
  }
  std::move(names).move_to(finding);
  finding.evidence_total = static_cast<int>(signs.size());
  finding.runs_agreeing = finding.runs_total = 1;
  finding.summary = std::move(head) + ": " + spelled_out(subjects) + ".";
  return finding;
}

bool measured_before_choice(const SiteFacts& site) {
  return std::ranges::any_of(site.observation.runs, [](const RunObservation& run) {
    return std::ranges::find(run.measured, Phase::before) != run.measured.end();
  });
}

Finding followed_here(const SiteFacts& facts, const std::string& site,
                      const std::vector<FollowedVisitor>& followed,
                      const std::set<std::string>& visited) {
  if (!visited.contains(site)) {
    if (measured_before_choice(facts) && !may_be_followed(facts)) {
      return without_verdict(Verdict::not_applicable,
                             "no third party stored an identifier here before a choice");
    }
    return without_verdict(Verdict::not_measured,
                           "the site was not visited together with others in one profile");
  }
  std::vector<Sign> signs;
  for (const FollowedVisitor& visitor : followed) {
    const auto here = visitor.by_site.find(site);
    if (here == visitor.by_site.end()) continue;
    Sign sign{visitor.weight, visitor.company, here->second};
    sign.evidence.text += "; the same value served on " + std::to_string(visitor.by_site.size()) +
                          " sites of one visit";
    signs.push_back(std::move(sign));
  }
  if (signs.empty()) {
    return passed("No company recognised the visitor of another site here.", 1);
  }
  return finding_of(std::move(signs),
                    "Companies recognise the same visitor here and on other sites");
}

std::string share_text(int sites, std::size_t all) {
  return std::to_string(sites) + " of " + std::to_string(all) + " sites";
}

// How far companies that identify visitors without permission on this site reach.
Finding reach_here(const SiteFacts& facts, const std::map<std::string, Presence>& here,
                   const std::vector<CompanyReach>& companies, std::size_t all) {
  if (all < kMinSites) {
    return without_verdict(Verdict::not_applicable, "only one site was scanned");
  }
  std::vector<Sign> signs;
  for (const CompanyReach& reach : companies) {
    const auto presence = here.find(reach.company);
    const int sites = std::max(
        {reach.sites_before_choice, reach.sites_after_refusal, reach.sites_after_withdrawal});
    const bool counts = presence != here.end() && sites >= static_cast<int>(kMinSites);
    if (!counts || presence->second.without_permission.empty()) continue;
    Sign sign{Verdict::risk, reach.company + " (" + share_text(sites, all) + ")",
              presence->second.without_permission.front()};
    sign.evidence.text += "; so on " + share_text(sites, all);
    signs.push_back(std::move(sign));
  }
  if (signs.empty()) {
    if (!measured_before_choice(facts)) {
      return without_verdict(Verdict::not_measured, "the phase 'before' was not measured");
    }
    return passed("No company that identifies visitors without permission here does so elsewhere.",
                  1);
  }
  return finding_of(std::move(signs),
                    "Companies identify visitors without permission here and on other sites");
}

constexpr std::string_view kReusedConsent = "reused-consent";

// Whether the rule applies under the profile, and its ceiling.
Finding limited(Finding finding, const Rule& rule, const RuleBook& book, std::string_view profile) {
  const auto limit = book.ceiling(rule, profile);
  if (limit == Verdict::not_applicable) {
    return without_verdict(Verdict::not_applicable, "the rule does not apply under the profile '" +
                                                        std::string(profile) + "'");
  }
  if (limit && finding.verdict > Verdict::not_measured) {
    finding.verdict = std::min(finding.verdict, *limit);
  }
  return finding;
}

void add_reused_consents(const std::vector<SiteFacts>& sites,
                         const std::vector<SiteFacts>& cross_runs, const RuleBook& book,
                         std::string_view profile, std::vector<SiteJudgement>& judgements) {
  for (const Rule& rule : book.rules()) {
    if (rule.detector != kReusedConsent) continue;
    const double letters = book.threshold(rule, "letters", profile);
    std::vector<Finding> findings = reused_consents(sites, cross_runs, book, letters);
    for (std::size_t i = 0; i < findings.size() && i < judgements.size(); ++i) {
      for (const Phase phase : rule.phases) {
        add_finding(judgements[i], rule, phase, limited(findings[i], rule, book, profile));
      }
    }
  }
}

void mark_followers(std::vector<CompanyReach>& companies,
                    const std::vector<FollowedVisitor>& followed) {
  for (CompanyReach& reach : companies) {
    reach.follows = std::ranges::any_of(followed, [&](const FollowedVisitor& visitor) {
      return std::ranges::find(reach.domains, visitor.domain) != reach.domains.end();
    });
  }
}

}  // namespace

std::vector<CompanyReach> judge_across_sites(const std::vector<SiteFacts>& sites,
                                             const std::vector<SiteFacts>& cross_runs,
                                             const RuleBook& book, std::string_view profile,
                                             std::vector<SiteJudgement>& judgements) {
  const ProvenIdentifiers proven = proven_identifiers(sites);
  std::vector<std::map<std::string, Presence>> by_site;
  for (const SiteFacts& site : sites) by_site.push_back(presences(site, proven));
  std::vector<CompanyReach> companies = fold(sites, by_site);
  const auto followed = followed_visitors(sites, cross_runs);
  const auto visited = sites_visited_across(cross_runs);
  mark_followers(companies, followed);
  for (const Rule& rule : book.rules()) {
    const bool following = rule.detector == "same-identifier-across-sites";
    if (!following && rule.detector != "reach-across-sites") continue;
    for (std::size_t i = 0; i < sites.size() && i < judgements.size(); ++i) {
      Finding finding = following ? followed_here(sites[i], own_site(sites[i]), followed, visited)
                                  : reach_here(sites[i], by_site[i], companies, sites.size());
      for (const Phase phase : rule.phases) {
        add_finding(judgements[i], rule, phase, limited(finding, rule, book, profile));
      }
    }
  }
  add_reused_consents(sites, cross_runs, book, profile, judgements);
  for (SiteJudgement& judgement : judgements) settle(judgement);
  return companies;
}

}  // namespace consentry
