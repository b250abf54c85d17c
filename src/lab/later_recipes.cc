// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "lab/recipe_tables.h"

namespace consentry::lab {
namespace {

// Settings in the page itself with a toggle for each category, so that nothing but the scenario
// differs.
void settings_by_purpose(Site& site) {
  site.banner.layout = Layout::box;
  site.banner.toggles_on = 2;
  site.banner.store_local = false;
}

void any_consent_counts_for_all(Site& site, Dice& dice) {
  settings_by_purpose(site);
  add_tag(site, PartyId::universal_analytics, Gate::after_consent, dice);
  add_tag(site, PartyId::microsoft, Gate::with_any_consent, dice);
}

void each_consent_counts_for_itself(Site& site, Dice& dice) {
  settings_by_purpose(site);
  add_tag(site, PartyId::universal_analytics, Gate::after_consent, dice);
  add_tag(site, PartyId::microsoft, Gate::after_consent, dice);
}

// Asks a company that advertises, and a name of its own, before any choice.
template <bool Site::* kWhere>
void beside_a_tracker(Site& site, Dice& dice) {
  add_tag(site, PartyId::microsoft, Gate::until_refused, dice);
  site.*kWhere = true;
}

// Everything waits for consent; only how the refusal is seen is in question.
void only_the_look(Site& site, Flaw flaw, Dice& dice) {
  add_tag(site, PartyId::analytics4, Gate::after_consent, dice);
  add_tag(site, PartyId::meta, Gate::after_consent, dice);
  site.banner.layout = dice.chance(50) ? Layout::bar : Layout::box;
  site.banner.flaw = flaw;
  site.banner.accept_fill = "#ffffff";
  site.banner.refuse_text = "#ffffff";
}

// Its declared colours pass every threshold.
void pale_under_the_refusal(Site& site, Dice& dice) {
  only_the_look(site, Flaw::pale_picture, dice);
  site.banner.accept_text = site.palette.deep;
  site.banner.refuse_fill = site.palette.deep;
}

// Its declared colours are one and the same.
void dark_under_both(Site& site, Dice& dice) {
  only_the_look(site, Flaw::dark_picture, dice);
  site.banner.accept_text = "#ffffff";
  site.banner.refuse_fill = "#ffffff";
}

template <bool kNamed>
void with_shared_consent(Site& site, Dice& dice) {
  each_consent_counts_for_itself(site, dice);
  site.shares_consent = true;
  site.names_partners = kNamed;
}

constexpr std::array<Recipe, 10> kLater{{
    {"consent to one purpose is taken for another", any_consent_counts_for_all},
    {"consent to one purpose stays with it", each_consent_counts_for_itself},
    {"a name of its own at a tracker's address", beside_a_tracker<&Site::lends_address>},
    {"a name of its own where all the site is, and a tracker too",
     beside_a_tracker<&Site::shares_address>},
    {"a pale picture under white letters to refuse", pale_under_the_refusal},
    {"a dark picture under white letters on white", dark_under_both},
    {"consent shared with a site that is not named, one", with_shared_consent<false>},
    {"consent shared with a site that is not named, other", with_shared_consent<false>},
    {"consent shared with a site that is named, one", with_shared_consent<true>},
    {"consent shared with a site that is named, other", with_shared_consent<true>},
}};

}  // namespace

std::span<const Recipe> later_recipes() { return kLater; }

}  // namespace consentry::lab
