// SPDX-License-Identifier: Apache-2.0
// The situations that the lab plays, one row each: what a site does right or wrong, on top of an
// honest site with a banner. Every wrong row has a right twin in the table.
#pragma once

#include <span>
#include <string_view>

#include "lab/dice.h"
#include "lab/site.h"

namespace consentry::lab {

struct Recipe {
  std::string_view scenario;
  void (*cook)(Site& site, Dice& dice);  // changes an honest site into the scenario
};

// In an order in which any few neighbours differ. The first 40 sites of a web play each once.
std::span<const Recipe> recipes();

// Gives the site a tag with an account of its own.
void add_tag(Site& site, PartyId party, Gate gate, Dice& dice);

}  // namespace consentry::lab
