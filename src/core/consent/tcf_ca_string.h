// SPDX-License-Identifier: Apache-2.0
// Reads the consent string of TCF Canada, which occurs only as a section of a GPP string ("GPP
// Extension: IAB TCF Canada Technical Spec", IAB Tech Lab). It is laid out like the TC string of the
// EU, but its ranges are Fibonacci coded; encoders that were too early write them as the EU does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/consent/id_set.h"
#include "core/consent/segment_reader.h"

namespace consentry {

struct TcfCaString {
  int version = 0;
  UtcTime created;
  UtcTime updated;
  int cmp_id = 0;
  int cmp_version = 0;
  int consent_screen = 0;
  std::string consent_language;  // two upper-case letters
  int vendor_list_version = 0;
  int policy_version = 0;
  bool non_standard_texts = false;
  IdSet special_features;  // express consent, 1 to 12
  IdSet purposes_express;  // 1 to 24
  IdSet purposes_implied;
  IdSet vendors_express;
  IdSet vendors_implied;
  std::vector<PublisherRestriction> restrictions;
  std::optional<PublisherTc> publisher;    // segment 3
  std::optional<IdSet> vendors_disclosed;  // segment 1
  std::vector<StringProblem> problems;
};

// corrupt when it is no TCF Canada string of version 1, exhausted when it is longer than
// kMaxConsentString; strict: corrupt at the first problem.
Result<TcfCaString> read_tcf_ca_string(std::string_view text, Strictness strictness);

}  // namespace consentry
