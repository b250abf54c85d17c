// SPDX-License-Identifier: Apache-2.0
// Port: the cases that a server keeps, each a file that people write and a log that grows beside it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/dossier/case_log.h"

namespace consentry {

struct ShelvedCase {
  std::string id;  // the file's name without its ending
  CaseFile file;   // with what the log tells
  CaseLog log;
};
// A file that is no case, or whose log is broken: told, not passed over.
struct UnreadCase {
  std::string id;
  std::string why;
};
struct CaseShelf {
  std::vector<ShelvedCase> cases;  // by id
  std::vector<UnreadCase> unread;
};

// Safe to use from several threads.
class CaseStore {
 public:
  virtual ~CaseStore() = default;
  [[nodiscard]] virtual const std::vector<ClockRule>& rules() const = 0;
  [[nodiscard]] virtual Result<CaseShelf> all() const = 0;
  // not_found: no such case. Else as parse_case() and read_case_log().
  [[nodiscard]] virtual Result<ShelvedCase> find(std::string_view id) const = 0;
  // Durable when it answers. invalid_input: as log_line(); conflict: somebody else writes just now.
  // The entry's salt is made here.
  virtual Result<WrittenEntry> log(std::string_view id, const CaseLogEntry& entry,
                                   std::string_view by, UtcTime now) = 0;
};

}  // namespace consentry
