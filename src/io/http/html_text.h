// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace consentry::http {

// The text as it stands between tags or in an attribute within double quotes.
std::string escape_html(std::string_view text);

}  // namespace consentry::http
