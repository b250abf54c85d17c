// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/case_file.h"

#include <algorithm>
#include <toml++/toml.h>

#include "core/dossier/case_status.h"
#include "core/judge/strict_table.h"
#include "core/judge/toml_text.h"

namespace consentry {
namespace {

constexpr std::string_view kDecision = "decision";
constexpr std::size_t kMaxCampaignName = 60;

// Kinds of events that start no clock.
const std::vector<std::string> kFurtherKinds{
    "mandates-closed",      "letter-sent",        "authority-informed",
    "investigation-opened", "decision",           "related-decision",
    "appeal-lodged",        "court-order",        "judgment",
    "on-the-docket",        "questions-referred", "consultation",
    "settlement",           "withdrawn",          "other"};

CaseStep read_step(StrictTable table, const std::vector<std::string>& kinds) {
  CaseStep step;
  step.event.date = read_date(table, "date");
  step.event.kind = table.one_of("kind", kinds);
  step.authority = table.optional_text("authority");
  step.text = table.text("text");
  const std::string mark = table.one_of("mark", {"C", "S", "M"});
  if (!mark.empty()) step.mark = mark.front();
  table.finish();
  return step;
}

// "tracking-2026": it stands in an address.
std::string read_campaign(StrictTable& top) {
  std::string name = top.optional_text("campaign");
  const bool plain = std::ranges::all_of(
      name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  if (!plain || name.size() > kMaxCampaignName)
    top.fail("campaign", "must be at most 60 small letters, digits and hyphens");
  return name;
}

}  // namespace

std::vector<std::string> event_kinds(const std::vector<ClockRule>& rules) {
  std::vector<std::string> kinds = kFurtherKinds;
  kinds.insert(kinds.end(), status_kinds().begin(), status_kinds().end());
  for (const ClockRule& rule : rules) kinds.push_back(rule.starts);
  return kinds;
}

Result<CaseFile> parse_case(const std::string& file, std::string_view text,
                            const std::vector<ClockRule>& rules) {
  if (text.size() > kMaxCaseFileBytes)
    return Error{ErrorKind::exhausted, file + " is too large for a case file"};
  const auto root = parse_toml(file, text);
  if (!root) return root.error();
  FirstError error;
  StrictTable top(*root, file, error);
  CaseFile result;
  result.name = top.text("name");
  result.summary = top.text("summary");
  result.respondents = top.texts("respondents", true);
  result.campaign = read_campaign(top);
  result.is_public = top.flag("public");
  result.state = top.text("state");
  result.state_on = read_date(top, "state_on");
  result.parties = read_parties(top, result.respondents);
  result.damages = read_damages(top);
  const std::vector<std::string> kinds = event_kinds(rules);
  for (const toml::table* each : top.tables("event")) {
    const std::string where = file + ": event " + std::to_string(result.steps.size() + 1);
    result.steps.push_back(read_step(StrictTable(*each, where, error), kinds));
  }
  top.finish();
  if (error) return *error;
  std::ranges::stable_sort(result.steps, {}, [](const CaseStep& step) { return step.event.date; });
  return result;
}

CaseStanding standing_of(const CaseFile& file, const std::vector<ClockRule>& rules, Date today) {
  CaseStanding standing;
  std::vector<CaseEvent> happened;
  for (const CaseStep& step : file.steps) {
    if (step.event.date > today) continue;
    happened.push_back(step.event);
    if (step.event.kind == kDecision) standing.decided = step.event.date;
  }
  standing.clocks = clocks_of(rules, happened);
  standing.silence = days_of_silence(happened, standing.decided.value_or(today));
  return standing;
}

}  // namespace consentry
