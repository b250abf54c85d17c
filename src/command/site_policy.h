// SPDX-License-Identifier: Apache-2.0
// `consentry site csp`: headers that enforce what the tag enforces, and how they go with it.
#pragma once

#include <string>

#include "core/consent/tag_config.h"

namespace consentry {

std::string policy_text(const TagConfig& config);
// {"site", "before", "after", "categories": {id: [host]}}
std::string policy_json(const TagConfig& config);

}  // namespace consentry
