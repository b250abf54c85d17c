// SPDX-License-Identifier: Apache-2.0
// Tells by its form which kind of consent string a text is, and reads it.
#pragma once

#include <string_view>
#include <variant>

#include "core/consent/additional_consent.h"
#include "core/consent/gpp_string.h"

namespace consentry {

using ConsentString = std::variant<TcString, GppString, AdditionalConsent, UsPrivacy>;

// corrupt with the reason when it is none of them, or one that cannot be read at all; invalid_input
// when the form fits none; strict: corrupt at the first problem.
Result<ConsentString> read_consent_string(std::string_view text, Strictness strictness);

const std::vector<StringProblem>& problems_of(const ConsentString& string);

}  // namespace consentry
