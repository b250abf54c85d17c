// SPDX-License-Identifier: Apache-2.0
// What a site of the lab says about its cookies on its policy page.
#pragma once

#include <string>

#include "lab/site.h"

namespace consentry::lab {

// HTML: a table of its cookies, honest or not, or other text where it says nothing about them.
std::string declaration_of(const Site& site);

}  // namespace consentry::lab
