// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/case_output.h"

#include <algorithm>
#include <boost/json.hpp>

#include "core/dossier/case_status.h"
#include "core/report/display_text.h"

namespace consentry {
namespace {

namespace json = boost::json;

std::string_view certainty(char mark) {
  if (mark == 'C') return "primary text read";
  return mark == 'S' ? "secondary source" : "not verified";
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string counted(int days) { return std::to_string(days) + (days == 1 ? " day" : " days"); }

std::string when(const RunningClock& clock, Date today) {
  const int left = days_between(today, clock.ends);
  const std::string end = (clock.rule->at_least ? "not before " : "ends ") + to_text(clock.ends);
  if (left == 0) return end + ", today";
  return end + (left > 0 ? ", in " + counted(left) : ", " + counted(-left) + " ago");
}

std::string steps_text(const CaseFile& file) {
  std::size_t width = 0;
  for (const CaseStep& step : file.steps) width = std::max(width, step.event.kind.size());
  std::string text;
  for (const CaseStep& step : file.steps) {
    text += "  " + to_text(step.event.date) + "  " + padded(step.event.kind, width) + "  " +
            visible((step.authority.empty() ? "" : step.authority + ": ") + step.text) + " [" +
            step.mark + "]\n";
  }
  return text;
}

std::string clocks_text(const CaseStanding& standing, Date today) {
  std::string text;
  for (const RunningClock& clock : standing.clocks) {
    const ClockRule& rule = *clock.rule;
    text += "  " + rule.id + " since " + to_text(clock.started) + ": " + when(clock, today) +
            "\n      " + rule.follows + "\n      " + rule.basis + " [" + rule.mark + ", " +
            std::string(certainty(rule.mark)) + "]\n";
  }
  return text;
}

std::string silence_text(const CaseStanding& standing, Date today) {
  if (!standing.silence) return {};
  const std::string days = counted(*standing.silence);
  if (standing.decided)
    return "Silence: " + days + " without a word, until the decision of " +
           to_text(*standing.decided) + "\n";
  return "Silence: " + days + " without a word of the authority, on " + to_text(today) + "\n";
}

json::object clock_json(const RunningClock& clock, Date today) {
  const ClockRule& rule = *clock.rule;
  return {{"clock", rule.id},
          {"started", to_text(clock.started)},
          {"ends", to_text(clock.ends)},
          {"at_least", rule.at_least},
          {"days_left", days_between(today, clock.ends)},
          {"follows", rule.follows},
          {"basis", rule.basis},
          {"mark", std::string(1, rule.mark)}};
}

json::object step_json(const CaseStep& step) {
  json::object out{{"date", to_text(step.event.date)},
                   {"kind", step.event.kind},
                   {"text", step.text},
                   {"mark", std::string(1, step.mark)}};
  if (!step.authority.empty()) out["authority"] = step.authority;
  return out;
}

}  // namespace

std::string case_text(const CaseFile& file, const CaseStanding& standing,
                      const std::vector<std::string>& objections, Date today) {
  std::string text = visible(file.name) + "\n" + visible(file.summary) + "\n\nRespondents\n";
  for (const std::string& respondent : file.respondents) text += "  " + visible(respondent) + "\n";
  text += "\nStatus: " + std::string(name_of(status_on(file, today))) + "\n";
  text += "State on " + to_text(file.state_on) + "\n  " + visible(file.state) + "\n\n";
  for (const std::string& objection : objections)
    text += "Watch out: " + visible(objection) + "\n\n";
  text += "What happened\n" + steps_text(file) + "\n" + silence_text(standing, today);
  if (!standing.clocks.empty())
    text += "Clocks on " + to_text(today) + "\n" + clocks_text(standing, today);
  return text + "Marks: C primary text read, S secondary source, M not verified\n";
}

std::string case_json(const CaseFile& file, const CaseStanding& standing,
                      const std::vector<std::string>& objections, Date today) {
  json::array respondents;
  for (const std::string& respondent : file.respondents) respondents.emplace_back(respondent);
  json::array steps;
  for (const CaseStep& step : file.steps) steps.push_back(step_json(step));
  json::array warnings;
  for (const std::string& objection : objections) warnings.emplace_back(objection);
  json::array clocks;
  for (const RunningClock& clock : standing.clocks) clocks.push_back(clock_json(clock, today));
  json::object out{{"case", file.name},
                   {"summary", file.summary},
                   {"respondents", std::move(respondents)},
                   {"status", name_of(status_on(file, today))},
                   {"objections", std::move(warnings)},
                   {"state", file.state},
                   {"state_on", to_text(file.state_on)},
                   {"on", to_text(today)},
                   {"events", std::move(steps)},
                   {"clocks", std::move(clocks)}};
  out["days_of_silence"] = standing.silence ? json::value(*standing.silence) : json::value();
  if (standing.decided) out["decided"] = to_text(*standing.decided);
  return json::serialize(out) + "\n";
}

}  // namespace consentry
