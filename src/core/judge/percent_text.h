// SPDX-License-Identifier: Apache-2.0
// Percent-encoding (RFC 3986 section 2.1) as it occurs in addresses and stored values.
#pragma once

#include <string>
#include <string_view>

namespace consentry {

// Decodes twice at most: consent managers encode JSON, and addresses encode it again. A '%' without
// two hexadecimal digits stays as it is. Never fails; the result is bytes, not checked as UTF-8.
std::string percent_decoded_twice(std::string_view text);

}  // namespace consentry
