// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "lab/recipe_tables.h"

namespace consentry::lab {
namespace {

// One that counts and one that advertises, both only with consent.
void with_consent(Site& site, Dice& dice) {
  add_tag(site, PartyId::analytics4, Gate::after_consent, dice);
  add_tag(site, PartyId::meta, Gate::after_consent, dice);
}

void with_signal(Site& site, Dice& dice, SignalKind kind, Claim claim = Claim::honest) {
  with_consent(site, dice);
  site.signal = kind;
  site.claim = claim;
}

// A panel in the page itself, so that nothing but the scenario differs.
void plain_banner(Site& site) {
  site.banner.layout = Layout::box;
  site.banner.reopen = Reopen::footer_link;
  site.banner.store_local = false;
}

void legitimate_interest(Site& site, Dice& dice) {
  with_signal(site, dice, SignalKind::tcf);
  site.faults.legitimate_interest = true;
}

void refusal_forgotten(Site& site, Dice& dice) {
  with_consent(site, dice);
  site.faults.forgets_refusal = true;
}

void refusal_kept_shorter(Site& site, Dice& dice) {
  with_consent(site, dice);
  plain_banner(site);
  site.faults.short_refusal = true;
}

void refusers_turned_away(Site& site, Dice& dice) {
  with_consent(site, dice);
  plain_banner(site);
  site.faults.turns_away = true;
}

void choices_kept_alike(Site& site, Dice& dice) {
  with_consent(site, dice);
  plain_banner(site);
}

void withdrawal_by_toggles(Site& site, Dice& dice) {
  with_consent(site, dice);
  plain_banner(site);
  site.faults.withdraw_by_toggles = true;
}

void withdrawal_brings_tracker(Site& site, Dice& dice) {
  with_consent(site, dice);
  add_tag(site, PartyId::hotjar, Gate::after_withdrawal, dice);
}

void withdrawal_leaves_cookies(Site& site, Dice& dice) {
  with_consent(site, dice);
  site.faults.keeps_cookies = true;
}

void panel_shows_defaults(Site& site, Dice& dice) {
  with_consent(site, dice);
  plain_banner(site);
  site.faults.panel_forgets = true;
}

void tcf_claims_after_withdrawal(Site& site, Dice& dice) {
  with_signal(site, dice, SignalKind::tcf, Claim::after_withdrawal);
}

void signal_taken_for_consent(Site& site, Dice& dice) {
  with_signal(site, dice, SignalKind::tcf, Claim::under_gpc);
}

void incomplete_tcf(Site& site, Dice& dice) {
  with_signal(site, dice, SignalKind::tcf);
  site.faults.incomplete_tcf = true;
}

void undisclosed_vendors(Site& site, Dice& dice) {
  with_signal(site, dice, SignalKind::tcf);
  site.faults.undisclosed_vendors = true;
}

void hits_claim_consent(Site& site, Dice& dice) {
  add_tag(site, PartyId::analytics4, Gate::until_refused, dice);
  site.signal = SignalKind::google;
  site.faults.tells_hits = true;
  site.faults.lying_hits = true;
}

void hits_tell_the_truth(Site& site, Dice& dice) {
  with_signal(site, dice, SignalKind::google);
  site.faults.tells_hits = true;
}

void sixty_vendors_unsaid(Site& site, Dice& dice) {
  with_signal(site, dice, SignalKind::tcf);
  plain_banner(site);
  site.faults.many_vendors = true;
}

void sixty_vendors_said(Site& site, Dice& dice) {
  sixty_vendors_unsaid(site, dice);
  site.faults.says_how_many = true;
}

void honest_gpp(Site& site, Dice& dice) { with_signal(site, dice, SignalKind::gpp); }

void gpp_claims_before_choice(Site& site, Dice& dice) {
  with_signal(site, dice, SignalKind::gpp, Claim::before_choice);
}

void gpp_claims_after_refusal(Site& site, Dice& dice) {
  with_signal(site, dice, SignalKind::gpp, Claim::after_refusal);
}

// Its vendor stands in the TC string that denies it, and it does not ask.
void vendor_goes_on(Site& site, Dice& dice) {
  with_signal(site, dice, SignalKind::tcf);
  add_tag(site, PartyId::amazon, Gate::always, dice);
}

void advertisements(Site& site, Dice& dice) {
  with_consent(site, dice);
  add_tag(site, PartyId::adsense, Gate::after_consent, dice);
}

void advertisements_with_string(Site& site, Dice& dice) {
  with_signal(site, dice, SignalKind::tcf);
  add_tag(site, PartyId::adsense, Gate::after_consent, dice);
}

constexpr std::array<Recipe, 23> kChoice{{
    {"legitimate interest in place of a refusal", legitimate_interest},
    {"honest banner with an honest GPP string", honest_gpp},
    {"refusal forgotten on the next page", refusal_forgotten},
    {"refusal kept for a shorter time than consent", refusal_kept_shorter},
    {"refusal and consent kept alike", choices_kept_alike},
    {"withdrawal by toggles only", withdrawal_by_toggles},
    {"withdrawal brings another tracker", withdrawal_brings_tracker},
    {"withdrawal leaves cookies", withdrawal_leaves_cookies},
    {"reopened panel shows everything off", panel_shows_defaults},
    {"TC string claims consent after withdrawal", tcf_claims_after_withdrawal},
    {"GPC taken for consent", signal_taken_for_consent},
    {"TCF interface without a word on the GDPR", incomplete_tcf},
    {"TC string without disclosed vendors", undisclosed_vendors},
    {"hits of consent mode claim consent", hits_claim_consent},
    {"hits of consent mode tell the truth", hits_tell_the_truth},
    {"sixty vendors, not said on the first layer", sixty_vendors_unsaid},
    {"sixty vendors, said on the first layer", sixty_vendors_said},
    {"GPP string claims consent before the choice", gpp_claims_before_choice},
    {"GPP string claims consent after refusal", gpp_claims_after_refusal},
    {"who refuses is turned away", refusers_turned_away},
    {"a vendor goes on that the TC string denies", vendor_goes_on},
    {"advertisements of Google's without a consent string", advertisements},
    {"advertisements of Google's with a consent string", advertisements_with_string},
}};

}  // namespace

std::span<const Recipe> choice_recipes() { return kChoice; }

}  // namespace consentry::lab
