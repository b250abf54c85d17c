// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/consent/tag_config.h"

namespace consentry {

// A configuration as its owner would write it, line by line; parse_tag_config reads it back. What has
// its usual value is left out.
std::string tag_config_json(const TagConfig& config);
// One service of it, as a JSON object on one line.
std::string tag_service_json(const TagService& service);

}  // namespace consentry
