// SPDX-License-Identifier: Apache-2.0
// What `consentry tcf --format json` prints: docs/consent-strings.md describes it.
#pragma once

#include <string>
#include <string_view>

#include "core/consent/consent_string.h"
#include "core/consent/vendor_list.h"

namespace consentry {

// One line of JSON without its end. `names` may be null; then vendors stay numbers.
std::string consent_json(std::string_view text, const Result<ConsentString>& read,
                         const VendorList* names);

}  // namespace consentry
