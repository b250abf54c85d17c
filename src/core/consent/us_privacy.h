// SPDX-License-Identifier: Apache-2.0
// Reads a US Privacy string ("U.S. Privacy String", IAB Tech Lab, version 1.0): four characters such
// as 1YNN, deprecated in favour of GPP and still common in cookies and requests.
#pragma once

#include <string_view>
#include <vector>

#include "core/consent/string_problem.h"

namespace consentry {

struct UsPrivacy {
  // Each 'Y', 'N', or '-' for "does not apply"; '?' for anything else.
  char notice = '?';        // notice and opportunity to opt out were given
  char opt_out_sale = '?';  // the visitor opted out of the sale of personal information
  char lspa_covered = '?';  // under the Limited Service Provider Agreement
  std::vector<StringProblem> problems;
};

// A digit and three characters: worth reading as a US Privacy string.
bool looks_like_us_privacy(std::string_view text);

// corrupt when it does not look like one, or (strict) at the first problem.
Result<UsPrivacy> read_us_privacy(std::string_view text, Strictness strictness);

}  // namespace consentry
