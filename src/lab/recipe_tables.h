// SPDX-License-Identifier: Apache-2.0
// The tables that recipes() joins after its own forty, by what they are about. Each lives in a file of
// its own name.
#pragma once

#include <span>

#include "lab/recipe.h"

namespace consentry::lab {

std::span<const Recipe> observation_recipes();  // what pages store, read and send
std::span<const Recipe> banner_recipes();       // how the choice is offered
std::span<const Recipe> choice_recipes();       // what a choice, its withdrawal or a signal does
std::span<const Recipe> declaration_recipes();  // what the site says of its cookies
std::span<const Recipe> later_recipes();  // further ones, last: the order of those before stays

}  // namespace consentry::lab
