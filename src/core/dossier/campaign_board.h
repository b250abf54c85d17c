// SPDX-License-Identifier: Apache-2.0
// One campaign: several complaints or claims, at several authorities, side by side, each with its days of
// silence. Pure functions; the same cases and day give the same bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/dossier/case_status.h"
#include "core/report/report_language.h"

namespace consentry {

struct BoardRow {
  std::string name;
  std::string respondents;  // joined by commas
  CaseStatus status = CaseStatus::draft;
  std::optional<Date> filed;
  std::string filed_with;  // authority or court; empty: not told
  std::string now_with;    // who acted last
  std::optional<int> silence;
  std::optional<Date> decided;
  std::optional<Date> last_on;  // the last event, whatever it was
  std::string last;
  std::string next;  // the clock that ends next: "SILENCE-78-2"; empty: none runs
  std::optional<Date> next_on;
};

// As the cases stood on a day, in the order given.
std::vector<BoardRow> campaign_board(const std::vector<CaseFile>& cases,
                                     const std::vector<ClockRule>& rules, Date today);

std::string board_text(const std::vector<BoardRow>& rows, Date today);
std::string board_json(const std::vector<BoardRow>& rows, Date today);
std::string board_csv(const std::vector<BoardRow>& rows);
// A page for the public that stands alone.
std::string board_html(const std::vector<BoardRow>& rows, const std::string& title, Date today,
                       const ReportLanguage& language);

}  // namespace consentry
