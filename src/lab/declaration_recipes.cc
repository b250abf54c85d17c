// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "lab/recipe_tables.h"

namespace consentry::lab {
namespace {

// One that counts and one that advertises, both known by name, with consent only.
template <Declared kHow>
void declares(Site& site, Dice& dice) {
  add_tag(site, PartyId::universal_analytics, Gate::after_consent, dice);
  add_tag(site, PartyId::meta, Gate::after_consent, dice);
  site.declared = kHow;
}

void silent_on_transfers(Site& site, Dice& dice) {
  declares<Declared::without_transfers>(site, dice);
  add_tag(site, PartyId::tiktok, Gate::after_consent, dice);
}

// As consent managers do it: what is fetched of the page holds their script and no list.
template <Declared kHow>
void declares_by_script(Site& site, Dice& dice) {
  declares<kHow>(site, dice);
  site.declared_by_script = true;
}

constexpr std::array<Recipe, 10> kRecipes{{
    {"a policy without a word on cookies", declares<Declared::nothing>},
    {"all cookies declared as they are", declares<Declared::honestly>},
    {"declared without durations", declares<Declared::without_durations>},
    {"those who count left out of the declaration", declares<Declared::incompletely>},
    {"declared to last shorter than they do", declares<Declared::too_briefly>},
    {"declared what nobody sets", declares<Declared::too_much>},
    {"data leaves the EU and nothing says so", silent_on_transfers},
    {"advertising rested on an interest", declares<Declared::by_interest>},
    {"all cookies declared by a script", declares_by_script<Declared::honestly>},
    {"those who count left out of a script's declaration",
     declares_by_script<Declared::incompletely>},
}};

}  // namespace

std::span<const Recipe> declaration_recipes() { return kRecipes; }

}  // namespace consentry::lab
