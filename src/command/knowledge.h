// SPDX-License-Identifier: Apache-2.0
// Everything that judging looks things up in, loaded once from what is embedded in the program and
// from the lists that the user added.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/classify/classify.h"
#include "core/judge/rule_book.h"
#include "core/observe/control_label.h"
#include "core/report/scan_report.h"

namespace consentry {

// A list of the user's own: a filter list, or (name ending in ".csv") a cookie database.
struct UserList {
  std::string name;
  std::string text;
};

// Immutable after load; shared between threads.
class Knowledge {
 public:
  // A damaged user list is an error that names it; one that was never added is not, and stands in
  // lists() as absent.
  static Result<std::unique_ptr<const Knowledge>> load(std::vector<UserList> user_lists);
  // The profiles of the rule book alone: a server that only checks a name keeps its memory small.
  static Result<std::vector<std::string>> known_profiles();
  ~Knowledge();
  Knowledge(const Knowledge&) = delete;
  Knowledge& operator=(const Knowledge&) = delete;

  [[nodiscard]] const RuleBook& rules() const;
  [[nodiscard]] const ControlLexicon& lexicon() const;
  [[nodiscard]] ReferenceData reference() const;
  // Lists and catalogues with their versions, present or not: what a report states.
  [[nodiscard]] const std::vector<ListUsed>& lists() const;
  [[nodiscard]] std::vector<std::string> profile_names() const;

 private:
  struct Parts;
  explicit Knowledge(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace consentry
