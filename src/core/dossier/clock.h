// SPDX-License-Identifier: Apache-2.0
// The clocks of a case: what starts them, how long they run, and what follows, as data
// (data/clocks/*.toml). A clock is no advice: its mark says how sure its basis is, and the date is
// what counting gives.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dossier/term.h"

namespace consentry {

// A file of clocks has some dozens.
inline constexpr std::size_t kMaxClockFileBytes = std::size_t{256} << 10U;

struct ClockRule {
  std::string id;      // "SILENCE-78-2"
  std::string starts;  // the event: "complaint-lodged"
  Term term;
  bool at_least = false;         // the law sets a minimum; the date is the earliest
  std::string follows;           // what may or must be done then
  std::string basis;             // "GDPR, Article 78(2)"
  char mark = 'M';               // C primary text read, S secondary source, M not verified
  std::optional<int> warn_days;  // reminder this many days before the end
};

// Reads the tables [[clock]] of a file. invalid_input names the clock and key that are wrong; ids are
// unique.
Result<std::vector<ClockRule>> parse_clock_rules(const std::string& file, std::string_view text);

// Something that happened in a case.
struct CaseEvent {
  std::string kind;  // as ClockRule::starts
  Date date;
};

struct RunningClock {
  const ClockRule* rule = nullptr;  // never null; refers to the rules given
  Date started;
  Date ends;  // last day of the term
};

// For each rule that an event starts, the clock of the last such event: a new answer of an authority
// starts its silence anew. By end, then by rule. The rules must outlive the answer.
std::vector<RunningClock> clocks_of(const std::vector<ClockRule>& rules,
                                    const std::vector<CaseEvent>& events);

// Days since an authority was last heard of: since the last event of a kind that counts as its word, or,
// where it never spoke, since the complaint was lodged. Nothing without either.
std::optional<int> days_of_silence(const std::vector<CaseEvent>& events, Date today);

}  // namespace consentry
