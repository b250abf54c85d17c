// SPDX-License-Identifier: Apache-2.0
// The log of a case: letters, meetings and offers, written down as they happen, to prove what was tried
// (in the Netherlands Article 3:305a(3)(c) BW). An entry is two lines: one of a chain as in
// proof/custody.h, which holds the SHA-256 of the other, its content. So none can be changed, taken out
// or put between unseen, and a content can be withheld without breaking the chain. What was wrong is
// corrected by a later entry.
// Format: docs/formats/case-log.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/dossier/case_file.h"

namespace consentry {

// A letter's gist or the minutes of a meeting; what is longer is a file beside the case.
inline constexpr std::size_t kMaxLogText = 16'000;
// Names, numbers of dispatch, paths.
inline constexpr std::size_t kMaxLogWord = 500;

// What somebody says has happened.
struct CaseLogEntry {
  std::string kind;      // one of log_kinds()
  Date on;               // when it happened
  std::string with;      // the other side, an authority, a court; empty: not told
  std::string text;      // what it was about
  std::string dispatch;  // number of the registered letter or electronic delivery; empty: none
  std::string file;      // relative to the case's folder; empty: none
  std::string sha256;    // of that file
  bool without_prejudice = false;
  std::string starts;                   // the event of the case that it is; empty: none
  std::optional<std::size_t> corrects;  // number of the entry that it replaces
  std::string salt;  // random digits, so that a withheld content's digest cannot be tried out
};

// "letter-sent" "letter-received" "meeting" "call" "offer-made" "offer-received" "outcome" "event"
// "note".
const std::vector<std::string>& log_kinds();

struct WrittenEntry {
  std::size_t number = 0;  // from 0
  std::string written;     // RFC 3339: when it was put into the log
  std::string by;          // who put it there; empty: not stated
  CaseLogEntry entry;
  std::string chain;  // its two lines as they stand in the log, with their ends
  std::string content;
  std::string sha256;                       // of `chain`: what the next one holds
  std::optional<std::size_t> corrected_by;  // the first later entry that replaces it
  // Not shown to a court: it, or what corrects it, was said without prejudice.
  bool withheld = false;
};

// The two lines of an entry, before the content is read. The views refer into the log.
struct LogPair {
  std::string_view chain;
  std::string_view content;
  std::string digest;   // of the content, as the chain says
  std::string written;  // RFC 3339
  std::string by;
};
// Follows the chain alone. corrupt, with the number, where it breaks.
Result<std::vector<LogPair>> read_log_pairs(std::string_view record);

struct CaseLog {
  std::vector<WrittenEntry> entries;
  std::string head;  // SHA-256 of the last line of the chain; 64 zeros for none
};

// corrupt, with the number: an entry does not follow from the one before, or is none of a case's log.
// exhausted: too large.
Result<CaseLog> read_case_log(std::string_view record, const std::vector<ClockRule>& rules);

// The two lines that add `entry` to a log. invalid_input says what is wrong with the
// entry: among others, an event that starts a clock cannot be claimed of a letter without proof of its
// dispatch, and nothing can have happened later than it is written down.
Result<std::string> log_line(const CaseLog& log, const CaseLogEntry& entry, std::string_view by,
                             UtcTime now, const std::vector<ClockRule>& rules);

// Puts what the log tells among the case's events, so that clocks, status and silence follow from
// both. A corrected entry is passed over; the words of what was said without prejudice stay out.
void add_log(CaseFile& file, const CaseLog& log);

}  // namespace consentry
