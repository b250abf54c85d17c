// SPDX-License-Identifier: Apache-2.0
// What `consentry tcf` prints for people: what a consent string claims, in plain words, and where
// and why it is wrong.
#pragma once

#include <string>
#include <string_view>

#include "core/consent/consent_string.h"
#include "core/consent/vendor_list.h"

namespace consentry {

// Lines, the last one ended. `names` may be null; then vendors stay numbers.
std::string consent_words(std::string_view text, const Result<ConsentString>& read,
                          const VendorList* names);

}  // namespace consentry
