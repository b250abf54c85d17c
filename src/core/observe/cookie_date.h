// SPDX-License-Identifier: Apache-2.0
// The date of a cookie's Expires attribute.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/time.h"

namespace consentry {

// RFC 6265 section 5.1.1, step by step: tokens in any order, any delimiter. Nothing when the text
// holds no date by that algorithm; such an attribute is then as if it were absent.
std::optional<UtcTime> parse_cookie_date(std::string_view text);

}  // namespace consentry
