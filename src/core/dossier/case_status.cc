// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/case_status.h"

#include <algorithm>
#include <array>
#include <optional>

namespace consentry {
namespace {

constexpr std::string_view kClaimLetter = "claim-letter-received";
constexpr std::string_view kConsultation = "consultation";
constexpr std::string_view kSummons = "summons-served";

struct Change {
  std::string_view kind;
  CaseStatus to;
};

constexpr auto kChanges = std::to_array<Change>({
    {"mandates-opened", CaseStatus::mandates_open},
    {kClaimLetter, CaseStatus::claim_letter},
    {"request-to-trader", CaseStatus::claim_letter},
    {kConsultation, CaseStatus::consultation},
    {"complaint-lodged", CaseStatus::complaint_filed},
    {"complaint-lodged-fr", CaseStatus::complaint_filed},
    {"cross-border-complaint-lodged", CaseStatus::complaint_filed},
    {"sent-back", CaseStatus::complaint_filed},
    {kSummons, CaseStatus::summons},
    {"on-the-docket", CaseStatus::summons},
    {"admissibility-argued", CaseStatus::admissibility},
    {"admitted", CaseStatus::merits},
    {"decision", CaseStatus::decision},
    {"judgment-announced", CaseStatus::decision},
    {"appeal-lodged", CaseStatus::appeal},
    {"enforcement-begun", CaseStatus::enforcement},
    {"settlement", CaseStatus::closed},
    {"withdrawn", CaseStatus::closed},
    {"closed", CaseStatus::closed},
});

std::optional<CaseStatus> status_after(std::string_view kind) {
  const auto found = std::ranges::find(kChanges, kind, &Change::kind);
  return found == kChanges.end() ? std::nullopt : std::optional(found->to);
}

// The last event of a kind that lies not after a day.
const CaseStep* last_before(const CaseFile& file, std::string_view kind, Date day) {
  const CaseStep* last = nullptr;
  for (const CaseStep& step : file.steps) {
    if (step.event.kind == kind && step.event.date <= day) last = &step;
  }
  return last;
}

std::string objection_to(const CaseFile& file, const CaseStep& summons,
                         const std::vector<ClockRule>& rules) {
  const auto rule = std::ranges::find(rules, kClaimLetter, &ClockRule::starts);
  if (rule == rules.end()) return {};
  const std::string begin = "The summons of " + to_text(summons.event.date);
  const std::string end = "; " + rule->basis + " [" + rule->mark + "]";
  const CaseStep* letter = last_before(file, kClaimLetter, summons.event.date);
  if (letter == nullptr) return begin + " follows no claim letter" + end;
  const Date ends = end_of(letter->event.date, rule->term);
  const CaseStep* talk = last_before(file, kConsultation, summons.event.date);
  const bool talked = talk != nullptr && talk->event.date >= letter->event.date;
  if (talked || summons.event.date > ends) return {};
  return begin + " came before the time to talk ended on " + to_text(ends) +
         ", and no consultation is logged" + end;
}

}  // namespace

std::string_view name_of(CaseStatus status) {
  static constexpr std::array<std::string_view, 12> kNames{
      "draft",           "mandates open", "claim letter",  "consultation",
      "complaint filed", "summons",       "admissibility", "merits",
      "decision",        "appeal",        "enforcement",   "closed"};
  return kNames.at(static_cast<std::size_t>(status));
}

const std::vector<std::string>& status_kinds() {
  static const std::vector<std::string> kKinds{"mandates-opened",      "sent-back",
                                               "admissibility-argued", "admitted",
                                               "enforcement-begun",    "closed"};
  return kKinds;
}

CaseStatus status_on(const CaseFile& file, Date today) {
  CaseStatus status = CaseStatus::draft;
  for (const CaseStep& step : file.steps) {
    if (step.event.date > today) break;  // by date
    if (const auto next = status_after(step.event.kind)) status = *next;
  }
  return status;
}

std::vector<std::string> objections(const CaseFile& file, const std::vector<ClockRule>& rules,
                                    Date today) {
  std::vector<std::string> found;
  for (const CaseStep& step : file.steps) {
    if (step.event.kind != kSummons || step.event.date > today) continue;
    std::string objection = objection_to(file, step, rules);
    if (!objection.empty()) found.push_back(std::move(objection));
  }
  return found;
}

}  // namespace consentry
