// SPDX-License-Identifier: Apache-2.0
#include "lab/recipe_tables.h"

namespace consentry::lab {

std::span<const Recipe> choice_recipes() { return {}; }

}  // namespace consentry::lab
