// SPDX-License-Identifier: Apache-2.0
// Reads a TC string, the consent string of the IAB Transparency and Consent Framework, versions 2.0
// to 2.3 ("Consent string and vendor list formats v2", IAB Tech Lab), and says where and why it is
// wrong. A string that is wrong is evidence too, so the lenient reader keeps what it could read.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/consent/id_set.h"

namespace consentry {

// Strings in cookies have at most 4 KiB; in storage and requests longer ones occur. Beyond this it
// is something else.
inline constexpr std::size_t kMaxConsentString = 64UL << 10U;

// Something wrong in a string, without which it could still be read.
struct StringProblem {
  std::string where;    // "core.purposesLegitimateInterest", "disclosedVendors"
  std::size_t bit = 0;  // offset in its segment
  std::string text;     // one sentence
};

enum class RestrictionType {
  not_allowed = 0,
  require_consent = 1,
  require_legitimate_interest = 2,
  undefined = 3
};

struct PublisherRestriction {
  int purpose = 0;
  RestrictionType type = RestrictionType::undefined;
  IdSet vendors;
};

// The publisher's own purposes (segment type 3).
struct PublisherTc {
  IdSet purposes_consent;
  IdSet purposes_legitimate_interest;
  int custom_purposes = 0;
  IdSet custom_consent;
  IdSet custom_legitimate_interest;
};

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

enum class Strictness {
  lenient,  // what cannot be read is a problem; only a core that is no TC string is an Error
  strict,   // the first problem is an Error (corrupt) that says where
};

Result<TcString> read_tc_string(std::string_view text, Strictness strictness);

}  // namespace consentry
