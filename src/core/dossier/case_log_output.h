// SPDX-License-Identifier: Apache-2.0
// A case's log for people, for programs, and for a court.
#pragma once

#include <string>

#include "core/dossier/case_log.h"

namespace consentry {

std::string case_log_text(const CaseLog& log);
// {"head": …, "entries": […]}, without a line's end.
std::string case_log_json(const CaseLog& log);
// One entry of that list.
std::string log_entry_json(const WrittenEntry& entry);

// The log, in which contents that were said without prejudice are replaced by words that say so: the
// chain holds all the same, and their words are not in it.
std::string court_export(const CaseLog& log);
// Follows the chain of an export and holds each content that is in it against its digest. corrupt,
// with the entry: it does not hold. The answer is the number of contents withheld.
Result<std::size_t> check_court_export(std::string_view text);

// What is sent to be logged: {"kind": "meeting", "on": "2026-11-23", "text": …}, with `with`, `dispatch`,
// `file`, `sha256`, `starts`, `corrects` and `without_prejudice` where there are such. invalid_input
// names the member that is wrong or unknown; `salt` is not the sender's to choose.
Result<CaseLogEntry> parse_log_entry(std::string_view json);

}  // namespace consentry
