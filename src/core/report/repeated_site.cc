// SPDX-License-Identifier: Apache-2.0
#include "core/report/repeated_site.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "core/judge/repetitions.h"

namespace consentry {
namespace {

// Each cause with the repetitions it befell: "the host name does not resolve (repetition 2)".
std::string reasons_of(const std::vector<SiteReport>& repetitions) {
  std::vector<std::pair<std::string, std::string>> causes;
  for (std::size_t i = 0; i < repetitions.size(); ++i) {
    const std::string& reason = repetitions[i].reason;
    if (reason.empty()) continue;
    const auto known =
        std::ranges::find(causes, reason, &std::pair<std::string, std::string>::first);
    const std::string number = std::to_string(i + 1);
    if (known == causes.end()) {
      causes.emplace_back(reason, number);
    } else {
      known->second += ", " + number;
    }
  }
  std::string text;
  for (const auto& [reason, numbers] : causes) {
    text += (text.empty() ? "" : "; ") + reason + " (repetition " + numbers + ")";
  }
  return text;
}

SiteStatus status_of(const std::vector<SiteReport>& repetitions) {
  const auto all = [&](SiteStatus status) {
    return std::ranges::all_of(repetitions,
                               [&](const SiteReport& site) { return site.status == status; });
  };
  if (all(SiteStatus::measured)) return SiteStatus::measured;
  return all(SiteStatus::not_measured) ? SiteStatus::not_measured : SiteStatus::partial;
}

}  // namespace

SiteReport join_repetitions(std::vector<SiteReport> repetitions, const ReferenceData& data) {
  if (repetitions.empty()) return {};
  if (repetitions.size() == 1) return std::move(repetitions.front());
  SiteReport joined;
  joined.folder = repetitions.front().folder;
  joined.reason = reasons_of(repetitions);
  joined.status = status_of(repetitions);
  SiteObservation& observation = joined.facts.observation;
  observation.url = repetitions.front().facts.observation.url;
  std::vector<SiteJudgement> judgements;
  for (SiteReport& each : repetitions) {
    auto& runs = each.facts.observation.runs;
    joined.repetitions.push_back(
        {each.folder, each.status, each.reason, each.judgement.verdict, runs.size()});
    std::ranges::move(runs, std::back_inserter(observation.runs));
    std::ranges::move(each.second_visits, std::back_inserter(joined.second_visits));
    judgements.push_back(std::move(each.judgement));
  }
  joined.facts.classification = classify(observation, data);
  joined.judgement = merge_repetitions(std::move(judgements));
  return joined;
}

}  // namespace consentry
