// SPDX-License-Identifier: Apache-2.0
// Reads a GPP string, the envelope of the IAB's Global Privacy Platform around strings of single
// regions ("GPP String: Consent String Specification", IAB Tech Lab, version 1): a header that lists
// section ids, then the sections, separated by '~'.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/consent/tc_string.h"
#include "core/consent/tcf_ca_string.h"
#include "core/consent/us_privacy.h"
#include "core/consent/us_section.h"

namespace consentry {

// monostate: a section that is unknown, or that could not be read at all; its text is kept. The
// problems of what was read stand in the whole string's list, not here.
using GppContent = std::variant<std::monostate, TcString, TcfCaString, UsPrivacy, UsSection>;

struct GppSection {
  int id = 0;        // 0: not listed in the header
  std::string name;  // the client side API's prefix such as "usca"; "unknown"
  std::string text;  // as it stands
  GppContent content;
};

struct GppString {
  int version = 0;
  std::vector<int> section_ids;  // as the header lists them
  std::vector<GppSection> sections;
  std::vector<StringProblem> problems;
};

// "usca" for 8; "unknown".
std::string_view gpp_section_name(int id);

// Begins as a header of type 3 does: worth reading as a GPP string.
bool looks_like_gpp(std::string_view text);

// corrupt when it does not look like one, exhausted when it is longer than kMaxConsentString;
// strict: corrupt at the first problem.
Result<GppString> read_gpp_string(std::string_view text, Strictness strictness);

}  // namespace consentry
