// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/campaign_board.h"

#include <algorithm>
#include <boost/json.hpp>

#include "core/report/csv_text.h"
#include "core/report/display_text.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr int kLastColumns = 60;

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

bool is_filing(std::string_view kind) {
  return kind.starts_with("complaint-lodged") || kind == "cross-border-complaint-lodged" ||
         kind == "summons-served" || kind == "on-the-docket";
}

// A board is shown around; what a log says between two parties is not.
std::string words_of(std::string kind) {
  std::ranges::replace(kind, '-', ' ');
  return kind;
}

void add_steps(const CaseFile& file, Date today, BoardRow& row) {
  for (const CaseStep& step : file.steps) {
    if (step.event.date > today) break;  // by date
    if (!row.filed && is_filing(step.event.kind)) {
      row.filed = step.event.date;
      row.filed_with = step.authority;
    }
    if (!step.authority.empty()) row.now_with = step.authority;
    row.last_on = step.event.date;
    row.last = step.logged ? words_of(step.event.kind) : step.text;
  }
}

void add_next_clock(const CaseStanding& standing, Date today, BoardRow& row) {
  const auto next = std::ranges::find_if(
      standing.clocks, [&](const RunningClock& clock) { return clock.ends >= today; });
  if (next == standing.clocks.end()) return;
  row.next = next->rule->id;
  row.next_on = next->ends;
}

std::string date_or(const std::optional<Date>& date, std::string_view otherwise) {
  return date ? to_text(*date) : std::string(otherwise);
}

std::string days_of(const BoardRow& row) {
  return row.silence ? std::to_string(*row.silence) : "-";
}

json::value date_json(const std::optional<Date>& date) {
  return date ? json::value(to_text(*date)) : json::value();
}

}  // namespace

std::vector<BoardRow> campaign_board(const std::vector<CaseFile>& cases,
                                     const std::vector<ClockRule>& rules, Date today) {
  std::vector<BoardRow> rows;
  for (const CaseFile& file : cases) {
    const CaseStanding standing = standing_of(file, rules, today);
    BoardRow row;
    row.name = file.name;
    row.respondents = joined(file.respondents);
    row.status = status_on(file, today);
    row.silence = standing.silence;
    row.decided = standing.decided;
    add_steps(file, today, row);
    add_next_clock(standing, today, row);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string board_text(const std::vector<BoardRow>& rows, Date today) {
  std::string text = "On " + to_text(today) + "\n\n";
  for (const BoardRow& row : rows) {
    text += visible(row.name) + "\n  " + std::string(name_of(row.status)) + "; filed " +
            date_or(row.filed, "not yet");
    if (!row.filed_with.empty()) text += ", " + visible(row.filed_with);
    text += "\n";
    if (row.silence) {
      text += "  " + days_of(row) +
              (row.decided ? " days without a word, until the decision of " + to_text(*row.decided)
                           : std::string(" days without a word of the authority")) +
              "\n";
    }
    if (row.last_on)
      text +=
          "  last: " + to_text(*row.last_on) + " " + fit(visible(row.last), kLastColumns) + "\n";
    if (row.next_on) text += "  next: " + row.next + " on " + to_text(*row.next_on) + "\n";
  }
  return text;
}

std::string board_json(const std::vector<BoardRow>& rows, Date today) {
  json::array cases;
  for (const BoardRow& row : rows) {
    cases.push_back(
        json::object{{"case", row.name},
                     {"respondents", row.respondents},
                     {"status", name_of(row.status)},
                     {"filed", date_json(row.filed)},
                     {"filed_with", row.filed_with},
                     {"now_with", row.now_with},
                     {"days_of_silence", row.silence ? json::value(*row.silence) : json::value()},
                     {"decided", date_json(row.decided)},
                     {"last_on", date_json(row.last_on)},
                     {"last", row.last},
                     {"next_clock", row.next},
                     {"next_on", date_json(row.next_on)}});
  }
  return json::serialize(json::object{{"on", to_text(today)}, {"cases", std::move(cases)}}) + "\n";
}

std::string board_csv(const std::vector<BoardRow>& rows) {
  CsvText csv({"case", "respondents", "status", "filed", "filed_with", "now_with",
               "days_of_silence", "decided", "last_on", "last", "next_clock", "next_on"});
  for (const BoardRow& row : rows) {
    csv.text(row.name).text(row.respondents).text(name_of(row.status));
    csv.text(date_or(row.filed, "")).text(row.filed_with).text(row.now_with);
    if (row.silence) {
      csv.number(std::int64_t{*row.silence});
    } else {
      csv.blank();
    }
    csv.text(date_or(row.decided, "")).text(date_or(row.last_on, "")).text(row.last);
    csv.text(row.next).text(date_or(row.next_on, ""));
    csv.end_row();
  }
  return std::move(csv).take();
}

}  // namespace consentry
