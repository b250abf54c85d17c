// SPDX-License-Identifier: Apache-2.0
#include "lab/recipe.h"

#include <array>
#include <vector>

#include "lab/recipe_tables.h"

namespace consentry::lab {
namespace {

constexpr std::array kStatistics{PartyId::analytics4, PartyId::universal_analytics, PartyId::hotjar,
                                 PartyId::clarity};
constexpr std::array kMarketing{PartyId::google_ads, PartyId::meta,   PartyId::microsoft,
                                PartyId::tiktok,     PartyId::amazon, PartyId::linkedin};

// A site's usual company: one that counts and one or two that advertise.
void add_usual_tags(Site& site, Gate gate, Dice& dice) {
  add_tag(site, dice.pick(kStatistics), gate, dice);
  const std::size_t first = dice.below(kMarketing.size());
  add_tag(site, kMarketing.at(first), gate, dice);
  if (dice.chance(40)) add_tag(site, kMarketing.at((first + 1) % kMarketing.size()), gate, dice);
}

void add_network(Site& site, Gate gate, Dice& dice) {
  add_tag(site, PartyId::mirovante, gate, dice);
}

// Everything only with consent, the network too.
void usual(Site& site, Dice& dice) {
  add_usual_tags(site, Gate::after_consent, dice);
  add_network(site, Gate::after_consent, dice);
}

void no_banner(Site& site) { site.banner.manager = Manager::none; }

void add_necessary_cookies(Site& site, Dice& dice) {
  site.necessary_cookies.emplace_back("PHPSESSID={random}; Path=/; HttpOnly; Secure; SameSite=Lax");
  if (dice.chance(50))
    site.necessary_cookies.emplace_back("XSRF-TOKEN={random}; Path=/; Secure; SameSite=Lax");
  if (site.kind == Kind::shop) {
    site.necessary_cookies.emplace_back(
        "woocommerce_items_in_cart=0; Path=/; Secure; SameSite=Lax");
  }
}

// ---- as it should be

void nothing_stored(Site& site, Dice& /*dice*/) { no_banner(site); }

void only_necessary(Site& site, Dice& dice) {
  no_banner(site);
  add_necessary_cookies(site, dice);
  site.necessary_cookies.emplace_back("pll_language=" + site.language->code +
                                      "; Path=/; Max-Age=31536000; Secure; SameSite=Lax");
}

void preferences_and_canvas(Site& site, Dice& /*dice*/) {
  no_banner(site);
  site.preferences = true;
  site.emoji_check = true;
}

void honest_tcf(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.layout = Layout::bar;
  site.signal = SignalKind::tcf;
}

void honest_consent_mode(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.layout = Layout::box;
  site.signal = SignalKind::google;
}

void fingerprint_after_consent(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.layout = Layout::modal;
  site.emoji_check = true;
  add_tag(site, PartyId::kenbaar, Gate::after_consent, dice);
}

void storage_after_consent(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.layout = Layout::shadow;
  add_tag(site, PartyId::tellusa_cookie, Gate::after_consent, dice);
}

void redirected_to_www(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.layout = Layout::frame;
  site.host = "www." + site.bare_host;
}

void never_quiet(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.layout = Layout::foreign_frame;
  site.busy = true;
}

void toggles_off(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.layout = Layout::modal;
  site.banner.toggles_on = 1;
}

void honours_gpc(Site& site, Dice& dice) {
  add_usual_tags(site, Gate::until_refused, dice);
  add_network(site, Gate::until_refused, dice);
  site.honours_gpc = true;
}

// The manager's own panel is opened by a link in the page.
void use(Manager manager, Site& site) {
  site.banner.manager = manager;
  site.banner.reopen = Reopen::footer_link;
}

void klaro_well(Site& site, Dice& dice) {
  usual(site, dice);
  use(Manager::klaro, site);
}

void vanilla_well(Site& site, Dice& dice) {
  usual(site, dice);
  use(Manager::vanilla_cookieconsent, site);
}

void osano_well(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.manager = Manager::osano;
  site.banner.reopen = Reopen::floating;  // it draws a tab of its own
}

void orejime_well(Site& site, Dice& dice) {
  usual(site, dice);
  use(Manager::orejime, site);
}

void tarteaucitron_well(Site& site, Dice& dice) {
  usual(site, dice);
  use(Manager::tarteaucitron, site);
}

void c15t_well(Site& site, Dice& dice) {
  usual(site, dice);
  use(Manager::c15t, site);
}

// ---- before the choice

void trackers_without_banner(Site& site, Dice& dice) {
  no_banner(site);
  add_usual_tags(site, Gate::always, dice);
  add_network(site, Gate::always, dice);
  site.busy = dice.chance(30);
}

void trackers_until_refused(Site& site, Dice& dice) {
  add_usual_tags(site, Gate::until_refused, dice);
  add_network(site, Gate::until_refused, dice);
}

void network_without_permission(Site& site, Dice& dice) {
  add_usual_tags(site, Gate::after_consent, dice);
  add_network(site, Gate::always, dice);
}

void storage_before_choice(Site& site, Dice& dice) {
  usual(site, dice);
  add_tag(site, dice.chance(50) ? PartyId::tellusa : PartyId::tellusa_cookie, Gate::until_refused,
          dice);
}

void fingerprint_before_choice(Site& site, Dice& dice) {
  usual(site, dice);
  add_tag(site, PartyId::kenbaar, Gate::until_refused, dice);
}

void pings_always(Site& site, Dice& dice) {
  add_tag(site, PartyId::analytics_ping, Gate::always, dice);
  add_tag(site, PartyId::analytics4, Gate::after_consent, dice);
  add_network(site, Gate::after_consent, dice);
}

void tcf_claims_before_choice(Site& site, Dice& dice) {
  usual(site, dice);
  site.signal = SignalKind::tcf;
  site.claim = Claim::before_choice;
}

void consent_mode_granted_by_default(Site& site, Dice& dice) {
  usual(site, dice);
  site.signal = SignalKind::google;
  site.claim = Claim::before_choice;
}

// ---- after refusal

void refusal_ignored(Site& site, Dice& dice) {
  add_usual_tags(site, Gate::always, dice);
  add_network(site, Gate::always, dice);
  site.banner.withdrawal_works = false;
}

void stores_after_refusal(Site& site, Dice& dice) {
  const Gate gate = dice.chance(50) ? Gate::after_any_choice : Gate::inner_after_any_choice;
  add_usual_tags(site, gate, dice);
  add_network(site, gate, dice);
  site.banner.withdrawal_works = false;
}

void tcf_claims_after_refusal(Site& site, Dice& dice) {
  usual(site, dice);
  site.signal = SignalKind::tcf;
  site.claim = Claim::after_refusal;
}

void consent_mode_claims_after_refusal(Site& site, Dice& dice) {
  usual(site, dice);
  site.signal = SignalKind::google;
  site.claim = Claim::after_refusal;
}

void refusal_stored_as_consent(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.stores_refusal_as_consent = true;
}

void tracker_called_necessary(Site& site, Dice& dice) {
  site.banner.lists_tracker_as_necessary = true;
  site.banner.toggles_on = 1;
  add_tag(site, PartyId::analytics4, Gate::always, dice);
  add_tag(site, PartyId::meta, Gate::after_consent, dice);
  add_network(site, Gate::after_consent, dice);
  site.banner.withdrawal_works = false;
}

// ---- the banner

void refusal_one_deeper(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.refuse_layer = 2;
  site.banner.toggles_on = dice.chance(50) ? 2 : 0;
}

void refusal_two_deeper(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.refuse_layer = 3;
  site.banner.toggles_on = 0;
}

void no_refusal(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.refuse_layer = 0;
  site.banner.toggles_on = 0;
}

void preticked_at_once(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.toggles_on = 1;
  site.banner.preticked = true;
}

void preticked_deeper(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.refuse_layer = 2;
  site.banner.toggles_on = 2;
  site.banner.preticked = true;
}

void low_contrast(Site& site, Dice& dice) {
  usual(site, dice);
  const bool unreadable = dice.chance(50);
  site.banner.accept_fill = site.palette.deep;
  site.banner.accept_text = "#ffffff";
  site.banner.refuse_fill = "#ffffff";
  site.banner.refuse_text = unreadable ? "#e4e7e9" : "#a3abb0";
  site.banner.refuse_border = unreadable ? "#f0f2f3" : "#dde2e5";
}

// ---- withdrawal

void withdrawal_without_effect(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.withdrawal_works = false;
}

void no_way_back(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.reopen = Reopen::none;
}

void way_back_in_policy_only(Site& site, Dice& dice) {
  usual(site, dice);
  site.banner.reopen = Reopen::policy_page;
}

// ---- real consent managers, badly set up

void klaro_badly(Site& site, Dice& dice) {
  usual(site, dice);
  use(Manager::klaro, site);
  site.banner.refuse_layer = 2;
  site.banner.toggles_on = 2;
  site.banner.preticked = true;
}

void vanilla_badly(Site& site, Dice& dice) {
  add_usual_tags(site, Gate::always, dice);
  add_network(site, Gate::always, dice);
  use(Manager::vanilla_cookieconsent, site);
  site.banner.refuse_layer = 2;
  site.banner.toggles_on = 2;
  site.banner.preticked = true;
  site.banner.withdrawal_works = false;
}

void osano_badly(Site& site, Dice& dice) {
  add_usual_tags(site, Gate::always, dice);
  add_network(site, Gate::after_consent, dice);
  site.banner.manager = Manager::osano;
  site.banner.refuse_layer = 0;
  site.banner.reopen = Reopen::none;
}

void tarteaucitron_badly(Site& site, Dice& dice) {
  add_usual_tags(site, Gate::always, dice);
  add_network(site, Gate::after_consent, dice);
  use(Manager::tarteaucitron, site);
  site.banner.refuse_layer = 2;
}

constexpr std::array<Recipe, 44> kMain{{
    {"nothing stored, no banner needed", nothing_stored},
    {"trackers before the choice, no banner", trackers_without_banner},
    {"honest banner with an honest TC string", honest_tcf},
    {"trackers before the choice, refusal respected, GPC ignored", trackers_until_refused},
    {"Klaro, well set up", klaro_well},
    {"refusal ignored: the same identifiers go on", refusal_ignored},
    {"no refusal on the first layer: one deeper", refusal_one_deeper},
    {"honest banner with honest consent mode", honest_consent_mode},
    {"the network without permission, all others with", network_without_permission},
    {"only necessary cookies, no banner needed", only_necessary},
    {"refusal brings new identifiers", stores_after_refusal},
    {"boxes ticked beforehand, first layer", preticked_at_once},
    {"boxes not ticked, first layer", toggles_off},
    {"withdrawal without effect", withdrawal_without_effect},
    {"identifier in local storage before the choice", storage_before_choice},
    {"identifier in local storage after consent only", storage_after_consent},
    {"TC string claims consent before the choice", tcf_claims_before_choice},
    {"device recognised before the choice", fingerprint_before_choice},
    {"device recognised after consent only", fingerprint_after_consent},
    {"hard to read refusal", low_contrast},
    {"CookieConsent 3, well set up", vanilla_well},
    {"a tracker called necessary", tracker_called_necessary},
    {"no way back after consent", no_way_back},
    {"redirected to www, honest banner in a frame", redirected_to_www},
    {"Osano Cookie Consent, badly set up", osano_badly},
    {"consent mode granted by default", consent_mode_granted_by_default},
    {"never quiet, honest banner in a foreign frame", never_quiet},
    {"refusal stored as consent", refusal_stored_as_consent},
    {"GPC honoured, trackers before the choice otherwise", honours_gpc},
    {"no refusal at all", no_refusal},
    {"Osano Cookie Consent, well set up", osano_well},
    {"TC string claims consent after refusal", tcf_claims_after_refusal},
    {"boxes ticked beforehand, second layer", preticked_deeper},
    {"preferences in local storage and a harmless canvas", preferences_and_canvas},
    {"Klaro, badly set up", klaro_badly},
    {"refusal two layers deeper", refusal_two_deeper},
    {"measuring without storage, whatever the choice", pings_always},
    {"consent mode claims consent after refusal", consent_mode_claims_after_refusal},
    {"CookieConsent 3, badly set up", vanilla_badly},
    {"way back in the privacy policy only", way_back_in_policy_only},
    {"Orejime, well set up", orejime_well},
    {"tarteaucitron, well set up", tarteaucitron_well},
    {"tarteaucitron, badly set up", tarteaucitron_badly},
    {"c15t, well set up", c15t_well},
}};

}  // namespace

std::span<const Recipe> recipes() {
  static const std::vector<Recipe> kAll = [] {
    std::vector<Recipe> all(kMain.begin(), kMain.end());
    for (const auto table : {observation_recipes(), banner_recipes(), choice_recipes(),
                             declaration_recipes(), later_recipes()})
      all.insert(all.end(), table.begin(), table.end());
    return all;
  }();
  return kAll;
}

void add_tag(Site& site, PartyId which, Gate gate, Dice& dice) {
  const Party& made = party(which);
  site.tags.push_back({&made, gate, dice.shaped(made.account)});
}

}  // namespace consentry::lab
