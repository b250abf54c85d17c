// SPDX-License-Identifier: Apache-2.0
// TOML as text to a table, for those who read it strictly (strict_table.h).
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"

namespace toml {
inline namespace v3 {
class table;
}  // namespace v3
}  // namespace toml

namespace consentry {

// invalid_input: it is no TOML, with the name of the file and the line. How large a text may be is the
// caller's to say.
Result<toml::table> parse_toml(const std::string& file, std::string_view text);

}  // namespace consentry
