// SPDX-License-Identifier: Apache-2.0
// What a consent string of any kind says was granted: TC strings, GPP strings section by section,
// Additional Consent, US Privacy (core/consent reads them).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace consentry {

enum class StringClaimKind {
  consent,     // a yes was noted
  no_opt_out,  // an American string: nobody objected to sale, sharing or targeted advertising
};

struct StringClaim {
  StringClaimKind kind = StringClaimKind::consent;
  bool advertising = true;  // false: only measurement was granted
  std::string subject;      // "TCF", "GPP (tcfeuv2)", "Additional Consent", "US Privacy"
  std::string text;         // "TCF purposes granted: 1, 3, 4"
};

// Empty: the string grants nothing, or is none that can be read.
std::vector<StringClaim> claims_in(std::string_view consent_string);

// The names under which consent strings are stored (cookies and web storage).
bool is_consent_string_name(std::string_view name);

// Of TCF purposes, "1, 3, 4"; and whether they reach beyond measuring content and audiences.
std::string listed(const std::vector<int>& ids);
bool beyond_measurement(const std::vector<int>& purposes);

}  // namespace consentry
