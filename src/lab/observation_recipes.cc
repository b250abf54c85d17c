// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "lab/recipe_tables.h"

namespace consentry::lab {
namespace {

// One that counts and the network, with consent only; what a scenario adds stands out against them.
void usual(Site& site, Dice& dice) {
  add_tag(site, PartyId::universal_analytics, Gate::after_consent, dice);
  add_tag(site, PartyId::mirovante, Gate::after_consent, dice);
}

template <PartyId kParty, Gate kGate>
void with(Site& site, Dice& dice) {
  usual(site, dice);
  add_tag(site, kParty, kGate, dice);
}

// The visitor comes from an advertisement.
template <Gate kGate>
void from_advertisement(Site& site, Dice& dice) {
  with<PartyId::klikhuis, kGate>(site, dice);
  site.landing = "?gclid=" + dice.shaped("Cj0KCQ??????????????????????????_BwE");
}

template <bool Site::* kWhat>
void that(Site& site, Dice& dice) {
  usual(site, dice);
  site.*kWhat = true;
}

// Once for each visitor: who has come by is not sent around again.
void led_around(Site& site, Dice& dice) {
  that<&Site::bounces>(site, dice);
  site.necessary_cookies.emplace_back("came=1; Path=/; Secure; SameSite=Lax");
}

template <Prepares kWhat>
void preparing(Site& site, Dice& dice) {
  usual(site, dice);
  site.prepares = kWhat;
}

template <Gate kGate>
void with_listener(Site& site, Dice& dice) {
  with<PartyId::luistervink, kGate>(site, dice);
  site.newsletter = true;
}

constexpr std::array<Recipe, 26> kRecipes{{
    {"identifier told to another company before the choice",
     with<PartyId::wisselbeurs, Gate::until_refused>},
    {"identifier told to another company after consent only",
     with<PartyId::wisselbeurs, Gate::after_consent>},
    {"tag manager before the choice", with<PartyId::tag_manager, Gate::until_refused>},
    {"tag manager after consent only", with<PartyId::tag_manager, Gate::after_consent>},
    {"a film of another company at once", that<&Site::plays_video>},
    {"a film of another company behind a click", that<&Site::offers_video>},
    {"e-mail address told before the choice", with<PartyId::postduif, Gate::until_refused>},
    {"e-mail address told after consent only", with<PartyId::postduif, Gate::after_consent>},
    {"click identifier kept before the choice", from_advertisement<Gate::until_refused>},
    {"click identifier kept after consent only", from_advertisement<Gate::after_consent>},
    {"measuring behind the site's own domain", that<&Site::server_side>},
    {"the site counts its readers itself", that<&Site::counts_itself>},
    {"led through a host that recognises visitors", led_around},
    {"identifier in IndexedDB before the choice", with<PartyId::kelder, Gate::until_refused>},
    {"identifier in IndexedDB after consent only", with<PartyId::kelder, Gate::after_consent>},
    {"known again by an ETag whatever was chosen", with<PartyId::etiket, Gate::always>},
    {"known again by an ETag after consent only", with<PartyId::etiket, Gate::after_consent>},
    {"known again by a file's date whatever was chosen", with<PartyId::stempel, Gate::always>},
    {"known again by a file's date after consent only",
     with<PartyId::stempel, Gate::after_consent>},
    {"connected to a tracker before the choice", preparing<Prepares::connection>},
    {"a tracker's name looked up before the choice", preparing<Prepares::name>},
    {"what is typed goes out before the choice", with_listener<Gate::until_refused>},
    {"what is typed goes out after consent only", with_listener<Gate::after_consent>},
    {"the policy is not there", that<&Site::dead_policy>},
    {"a name of its own lent to a company that counts", that<&Site::lends_name>},
    {"a name of its own for a carrier of files", that<&Site::names_a_cdn>},
}};

}  // namespace

std::span<const Recipe> observation_recipes() { return kRecipes; }

}  // namespace consentry::lab
