// SPDX-License-Identifier: Apache-2.0
// A case as a file that people write and keep (TOML): what happened when, how sure that is, and how the
// case stands. Format: docs/formats/case-file.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dossier/case_parties.h"
#include "core/dossier/clock.h"
#include "core/dossier/damages.h"

namespace consentry {

// A case of many years has some hundreds of events.
inline constexpr std::size_t kMaxCaseFileBytes = std::size_t{1} << 20U;

struct CaseStep {
  CaseEvent event;
  std::string authority;  // or court; empty where none acted
  std::string text;
  char mark = 'M';        // C primary text read, S secondary source, M not verified
  bool logged = false;    // from the case's log (case_log.h), not from its file
  bool withheld = false;  // said without prejudice: its words stay out
};

struct CaseFile {
  std::string name;
  std::string summary;
  std::vector<std::string> respondents;
  std::string campaign;         // id of the campaign that it belongs to; empty: none
  bool is_public = false;       // may stand on the campaign's page for everyone
  std::string state;            // how the case stands, in a sentence
  Date state_on;                // and when that was true
  std::vector<CaseStep> steps;  // by date
  CaseParties parties;          // for drafts; may be empty
  std::optional<DamagesClaim> damages;
};

// Every kind that an event may have: those that start one of `rules`, and those that are known otherwise.
std::vector<std::string> event_kinds(const std::vector<ClockRule>& rules);

// invalid_input names the event and key that are wrong, among them a kind that neither starts one of
// `rules` nor is known otherwise: mistyped, it would start no clock.
Result<CaseFile> parse_case(const std::string& file, std::string_view text,
                            const std::vector<ClockRule>& rules);

// How the case stands on a day: only what had happened by then.
struct CaseStanding {
  std::vector<RunningClock> clocks;  // refer to the rules given
  // Days without a word of the authority: until `today`, or until it decided, where it did.
  std::optional<int> silence;
  std::optional<Date> decided;
};
CaseStanding standing_of(const CaseFile& file, const std::vector<ClockRule>& rules, Date today);

}  // namespace consentry
