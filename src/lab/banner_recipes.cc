// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "lab/recipe_tables.h"

namespace consentry::lab {
namespace {

// Everything waits for consent, so that nothing but the banner is wrong.
void flawed(Site& site, Flaw flaw, Dice& dice) {
  add_tag(site, PartyId::analytics4, Gate::after_consent, dice);
  add_tag(site, PartyId::meta, Gate::after_consent, dice);
  add_tag(site, PartyId::mirovante, Gate::after_consent, dice);
  site.banner.layout = dice.chance(50) ? Layout::bar : Layout::box;
  site.banner.flaw = flaw;
}

template <Flaw flaw>
void with(Site& site, Dice& dice) {
  flawed(site, flaw, dice);
}

// The same with a layer of toggles behind the first.
template <Flaw flaw>
void with_settings(Site& site, Dice& dice) {
  flawed(site, flaw, dice);
  site.banner.toggles_on = 2;
}

void filled(Site& site) {
  site.banner.accept_fill = site.palette.deep;
  site.banner.accept_text = "#ffffff";
}

void refuse_is_text(Site& site, Dice& dice) {
  flawed(site, Flaw::refuse_is_text, dice);
  filled(site);
  site.banner.refuse_fill = "#ffffff";
  site.banner.refuse_text = "#20272c";
}

void outlined_refusal(Site& site, Dice& dice) {
  flawed(site, Flaw::none, dice);
  filled(site);
  site.banner.refuse_fill = "#ffffff";
  site.banner.refuse_text = site.palette.deep;
}

void refuse_outside(Site& site, Dice& dice) {
  flawed(site, Flaw::refuse_outside, dice);
  site.banner.toggles_on = 0;
  filled(site);
  site.banner.refuse_fill = site.palette.deep;
  site.banner.refuse_text = "#ffffff";
}

void wall(Site& site, Dice& dice) {
  flawed(site, Flaw::none, dice);
  site.banner.layout = Layout::modal;
  site.banner.refuse_layer = 0;
  site.banner.toggles_on = 0;
}

void consent_or_pay(Site& site, Dice& dice) {
  flawed(site, Flaw::consent_or_pay, dice);
  site.banner.refuse_layer = 0;
  site.banner.toggles_on = 0;
}

void mouse_only(Site& site, Dice& dice) {
  flawed(site, Flaw::mouse_only, dice);
  site.banner.button_tag = "span";
}

void honest_bar(Site& site, Dice& dice) {
  flawed(site, Flaw::none, dice);
  site.banner.layout = Layout::bar;
  site.banner.toggles_on = 2;
}

// Out of the reach of the page's own scripts.
void in_closed_root(Site& site, Dice& dice) {
  flawed(site, Flaw::none, dice);
  site.banner.layout = Layout::shadow;
  site.banner.closed_shadow = true;
}

void ticked_in_closed_root(Site& site, Dice& dice) {
  in_closed_root(site, dice);
  site.banner.toggles_on = 1;
  site.banner.preticked = true;
}

void in_foreign_frame(Site& site, Dice& dice) {
  flawed(site, Flaw::none, dice);
  site.banner.layout = Layout::foreign_frame;
}

void one_deeper_in_foreign_frame(Site& site, Dice& dice) {
  in_foreign_frame(site, dice);
  site.banner.refuse_layer = 2;
  site.banner.toggles_on = 2;
}

// Who sends the signal is asked nothing, so that no gesture can be tried in that visit.
void escape_consents_without_signal(Site& site, Dice& dice) {
  flawed(site, Flaw::escape_consents, dice);
  site.honours_gpc = true;
  site.faults.hides_under_gpc = true;
}

constexpr std::array<Recipe, 32> kRecipes{{
    {"a bar with nothing wrong, settings behind it", honest_bar},
    {"accepting is a button, refusing is text", refuse_is_text},
    {"refusing stands outside the banner", refuse_outside},
    {"refusing only outlined, accepting filled", outlined_refusal},
    {"a small button to refuse", with<Flaw::small_refusal>},
    {"quiet letters to refuse", with<Flaw::quiet_letters>},
    {"refusing needs scrolling in the banner", with<Flaw::refuse_below>},
    {"legitimate interest switched on", with_settings<Flaw::legitimate_interest>},
    {"among the settings, accepting stands out", with_settings<Flaw::save_trap>},
    {"a wall without a way to refuse", wall},
    {"going on is taken for consent, the text says", with<Flaw::implied_consent>},
    {"consent or pay", consent_or_pay},
    {"banner in another language", with<Flaw::foreign_language>},
    {"text silent on partners and withdrawal", with<Flaw::silent_text>},
    {"vague purpose only", with<Flaw::vague_text>},
    {"text that steers", with<Flaw::steering_text>},
    {"one toggle for all purposes", with_settings<Flaw::one_toggle>},
    {"refusing takes four seconds", with<Flaw::slow_refusal>},
    {"are you sure that you refuse", with<Flaw::asks_again>},
    {"buttons for the mouse only", mouse_only},
    {"a long first layer", with<Flaw::long_text>},
    {"waiting is taken for consent", with<Flaw::waiting_consents>},
    {"scrolling is taken for consent", with<Flaw::scrolling_consents>},
    {"Escape is taken for consent", with<Flaw::escape_consents>},
    {"the X is taken for consent", with<Flaw::cross_consents>},
    {"the X refuses", with<Flaw::cross_refuses>},
    {"Escape is taken for consent, no banner under the signal", escape_consents_without_signal},
    {"nothing wrong, in a closed shadow root", in_closed_root},
    {"boxes ticked beforehand in a closed shadow root", ticked_in_closed_root},
    {"nothing wrong, in a foreign frame", in_foreign_frame},
    {"no refusal on the first layer, in a foreign frame", one_deeper_in_foreign_frame},
    {"refusing is not there on a phone", with<Flaw::phone_loses_refusal>},
}};

}  // namespace

std::span<const Recipe> banner_recipes() { return kRecipes; }

}  // namespace consentry::lab
