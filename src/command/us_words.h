// SPDX-License-Identifier: Apache-2.0
// Fields of the GPP's sections for the United States in plain words.
#pragma once

#include <string>
#include <string_view>

#include "core/consent/us_section.h"

namespace consentry {

// "SaleOptOutNotice" gives "Sale opt out notice".
std::string us_field_label(std::string_view field);

// What a field's values say: "notice was given", "opted out"; numbers where the meaning of 1 and 2
// is not the same in all published versions of the section.
std::string us_field_words(std::string_view section, const UsField& field);

}  // namespace consentry
