// SPDX-License-Identifier: Apache-2.0
// Reads Google's Additional Consent string ("Additional Consent Mode technical specification"),
// which stands beside a TC string and names ad technology providers that are not on the IAB's list.
//   1~1.35.41.101          version 1: consented
//   2~1.35~dv.9.21.81      version 2: consented, and disclosed without consent
#pragma once

#include <string_view>
#include <vector>

#include "core/consent/id_set.h"
#include "core/consent/string_problem.h"

namespace consentry {

struct AdditionalConsent {
  int version = 0;
  IdSet consented;
  IdSet disclosed;  // version 2: shown to the visitor, no consent
  std::vector<StringProblem> problems;
};

// A number and '~': worth reading as an Additional Consent string.
bool looks_like_additional_consent(std::string_view text);

// corrupt when it does not look like one or its version is unknown, exhausted when it is longer than
// kMaxConsentString; strict: corrupt at the first problem.
Result<AdditionalConsent> read_additional_consent(std::string_view text, Strictness strictness);

}  // namespace consentry
