// SPDX-License-Identifier: Apache-2.0
#include "core/consent/consent_string.h"

#include <utility>

namespace consentry {
namespace {

// A TC string begins with its version in six bits: B was version 1, C is version 2.
bool looks_like_tc(std::string_view text) {
  return !text.empty() && (text.front() == 'B' || text.front() == 'C');
}

template <typename Read>
Result<ConsentString> widen(Result<Read> read) {
  if (!read) return read.error();
  return ConsentString(*std::move(read));
}

}  // namespace

Result<ConsentString> read_consent_string(std::string_view text, Strictness strictness) {
  if (looks_like_additional_consent(text)) {
    return widen(read_additional_consent(text, strictness));
  }
  if (looks_like_us_privacy(text)) return widen(read_us_privacy(text, strictness));
  if (looks_like_gpp(text)) return widen(read_gpp_string(text, strictness));
  if (looks_like_tc(text)) return widen(read_tc_string(text, strictness));
  return invalid_input(
      "no consent string that is known: a TC string begins with C, a GPP string with D, an "
      "Additional Consent string with 1~ or 2~, and a US Privacy string is like 1YNN");
}

const std::vector<StringProblem>& problems_of(const ConsentString& string) {
  return std::visit(
      [](const auto& read) -> const std::vector<StringProblem>& { return read.problems; }, string);
}

}  // namespace consentry
