// SPDX-License-Identifier: Apache-2.0
#include "core/judge/toml_text.h"

#include <toml++/toml.h>

namespace consentry {

Result<toml::table> parse_toml(const std::string& file, std::string_view text) {
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    return invalid_input(file + ": line " + std::to_string(error.source().begin.line) + ": " +
                         std::string(error.description()));
  }
}

}  // namespace consentry
