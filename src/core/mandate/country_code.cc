// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/country_code.h"

#include <unicode/uloc.h>

namespace consentry {

bool is_country(std::string_view code) {
  for (const char* const* known = uloc_getISOCountries(); *known != nullptr; ++known) {
    if (code == *known) return true;
  }
  return false;
}

}  // namespace consentry
