// SPDX-License-Identifier: Apache-2.0
// Reads a TC string, the consent string of the IAB Transparency and Consent Framework, versions 2.0
// to 2.3 ("Consent string and vendor list formats v2", IAB Tech Lab), and says where and why it is
// wrong. A string that is wrong is evidence too, so the lenient reader keeps what it could read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/consent/id_set.h"
#include "core/consent/segment_reader.h"
#include "core/consent/string_problem.h"

namespace consentry {

struct TcString {
  int version = 0;
  UtcTime created;
  UtcTime updated;
  int cmp_id = 0;
  int cmp_version = 0;
  int consent_screen = 0;
  std::string consent_language;  // two upper-case letters
  int vendor_list_version = 0;
  int policy_version = 0;
  bool service_specific = false;
  bool non_standard_texts = false;
  IdSet special_features;  // opt-ins, 1 to 12
  IdSet purposes_consent;  // 1 to 24
  IdSet purposes_legitimate_interest;
  bool purpose_one_treatment = false;
  std::string publisher_country;  // two upper-case letters
  IdSet vendors_consent;
  IdSet vendors_legitimate_interest;
  std::vector<PublisherRestriction> restrictions;
  std::optional<IdSet> vendors_disclosed;  // segment 1; mandatory in 2.3
  std::optional<IdSet> vendors_allowed;    // segment 2; gone since 2.3
  std::optional<PublisherTc> publisher;    // segment 3
  std::vector<StringProblem> problems;
};

Result<TcString> read_tc_string(std::string_view text, Strictness strictness);

}  // namespace consentry
