// SPDX-License-Identifier: Apache-2.0
// Where a case stands, as its events tell it, and steps taken before they could be. The order of a case:
// draft, mandates open, claim letter, consultation, complaint filed or summons, admissibility, merits,
// decision, appeal, enforcement, closed; a case may skip and return (a decision sent back).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/dossier/case_file.h"

namespace consentry {

enum class CaseStatus {
  draft,
  mandates_open,
  claim_letter,
  consultation,
  complaint_filed,
  summons,
  admissibility,
  merits,
  decision,
  appeal,
  enforcement,
  closed,
};
// "draft" "mandates open" "claim letter" …
std::string_view name_of(CaseStatus status);

// Kinds of events that change the status and start no clock of their own.
const std::vector<std::string>& status_kinds();

// The status on a day: that of the last event until then which changes it.
CaseStatus status_on(const CaseFile& file, Date today);

// What did not wait for what must come first: a summons before the time to talk had passed, where no
// talk is logged (in the Netherlands Article 3:305a(3)(c) BW, as far as the clock's mark says).
// A sentence each.
std::vector<std::string> objections(const CaseFile& file, const std::vector<ClockRule>& rules,
                                    Date today);

}  // namespace consentry
