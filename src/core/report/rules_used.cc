// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "core/report/scan_report.h"

namespace consentry {

RulesUsed rules_used(const RuleBook& book, std::string_view profile) {
  RulesUsed used;
  used.version = book.version();
  used.sha256 = book.sha256();
  used.rules = book.rules();
  if (const Profile* known = book.profile(profile)) {
    used.profile = *known;
  } else {
    used.profile.name = std::string(profile);
  }
  return used;
}

}  // namespace consentry
