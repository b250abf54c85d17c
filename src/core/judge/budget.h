// SPDX-License-Identifier: Apache-2.0
// What a team allows on its own sites, phase by phase, so that a build fails on anything new
// (docs/formats/budget.md). A budget is no law: it says what was agreed, not what is permitted.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/observe/phase.h"

namespace consentry {

// What may be seen in one phase. In each pattern '*' stands for any text, also none.
struct PhaseAllowance {
  std::vector<std::string> services;  // companies or registrable domains; ASCII case is ignored
  std::vector<std::string> cookies;   // names, as written
  std::vector<std::string> storage;   // keys of web storage and its kin, as written

  // company may be empty (unknown owner).
  [[nodiscard]] bool allows_service(std::string_view company, std::string_view domain) const;
  // kind: of an ItemKey, "cookie" or a storage area.
  [[nodiscard]] bool allows_item(std::string_view kind, std::string_view name) const;
};

struct Budget {
  // A budget lists names; more bytes than this is another file.
  static constexpr std::size_t kMaxBytes = 1U << 20U;

  std::string name;    // as error messages and reports call it: "consentry.toml"
  std::string sha256;  // of the file's bytes
  std::map<Phase, PhaseAllowance> phases;  // a phase that is not here has no limit; never empty

  // invalid_input names the line or the key, and for a wrong phase or key the nearest right one.
  static Result<Budget> parse(std::string_view name, std::string_view text);
};

// True when the whole text fits a pattern in which '*' stands for any text, also none.
bool fits_pattern(std::string_view text, std::string_view pattern);

}  // namespace consentry
