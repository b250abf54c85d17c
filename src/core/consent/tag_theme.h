// SPDX-License-Identifier: Apache-2.0
// Layout and theme tokens of the banner: the style sheet that they give, and whether its colours can
// be read (WCAG 2.2, 1.4.3: 4.5 to 1).
#pragma once

#include <string>
#include <vector>

#include "core/consent/tag_config.h"

namespace consentry {

std::vector<std::string> theme_faults(const TagConfig& config);
// What follows the banner's own style: where it stands, then the theme. For a configuration without
// faults.
std::string banner_sheet(const TagConfig& config);

}  // namespace consentry
