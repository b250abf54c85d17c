// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace consentry {

// Whether it is a code of ISO 3166-1 alpha-2 in capitals, as ICU knows them. Thread-safe.
bool is_country(std::string_view code);

}  // namespace consentry
