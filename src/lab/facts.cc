// SPDX-License-Identifier: Apache-2.0
#include "lab/facts.h"

namespace consentry::lab {
namespace {

// As a visitor sees it. What pictures banner.css lays under it counts by its end that is kinder to the text.
double refuse_contrast(const Banner& banner) {
  constexpr std::string_view kPale = "#e6eaec";
  constexpr std::string_view kDark = "#0d2233";
  const bool pale = banner.flaw == Flaw::pale_picture;
  const bool dark = banner.flaw == Flaw::dark_picture;
  return contrast(banner.refuse_text, pale ? kPale : dark ? kDark : banner.refuse_fill);
}

void add(Activity& activity, const Party& party) {
  const bool shared = !party.shared_cookie.empty();
  activity.listed_requests |= party.listed;
  activity.known_storage |= !party.cookies.empty() || (shared && party.shared_cookie_known);
  activity.unknown_cookie |=
      !party.unknown_cookies.empty() || (shared && !party.shared_cookie_known);
  activity.web_storage |= !party.keys.empty();
  activity.tagged_files |= party.tags_files;
  activity.fingerprint |= party.fingerprint;
  activity.read_back |= party.reads_back;
  activity.long_lived |= party.long_lived;
  activity.denied_ping |= party.denied_ping;
  activity.tag_manager |= party.manages_tags;
  activity.shared_id |= party.shares_id;
  activity.mail |= party.tells_mail;
  activity.click_id |= party.keeps_click;
  activity.listening |= party.listens;
  const bool identifies =
      shared || !party.cookies.empty() || !party.unknown_cookies.empty() || !party.keys.empty();
  activity.identifiers |= identifies;
  if (identifies || party.tags_files) activity.companies_with_id.emplace(party.company);
  if (shared) activity.companies_with_shared_id.emplace(party.company);
}

template <typename Wanted>
Activity activity_of(const Site& site, Wanted wanted) {
  Activity activity;
  for (const Tag& tag : site.tags) {
    if (wanted(tag)) add(activity, *tag.party);
  }
  return activity;
}

// Cookies that a withdrawal deletes: of tags that need consent, while it works as it should.
bool forgotten(const Site& site, const Tag& tag) {
  const bool gated = tag.gate == Gate::after_consent || tag.gate == Gate::until_refused ||
                     tag.gate == Gate::with_any_consent;
  return gated && site.banner.withdrawal_works && !site.faults.keeps_cookies;
}

// A redirect on the first way to the site, before anyone could have been asked.
void add_bounce(Activity& activity) {
  activity.unknown_cookie = activity.identifiers = true;
  activity.companies_with_id.emplace("Doorstap");
  activity.companies_with_shared_id.emplace("Doorstap");
}

// Whether the banner leads to a toggle for each category.
bool asks_by_purpose(const Site& site) {
  const Banner& banner = site.banner;
  const bool settings = banner.toggles_on > 0 || banner.refuse_layer == 2;
  return banner.manager == Manager::own && settings && banner.flaw != Flaw::one_toggle;
}

// Needs a consent that was not given when there is one to statistics alone.
bool runs_for_other_consent(const Tag& tag) {
  return tag.party->category == "marketing" && tag.gate != Gate::after_consent &&
         tag.gate != Gate::after_withdrawal;
}

bool reachable(const Site& site, Stage stage) {
  const Banner& banner = site.banner;
  switch (stage) {
    case Stage::refuse:
      return site.has_banner() && banner.refuse_layer > 0;
    case Stage::accept:
      return site.has_banner();
    case Stage::withdraw:
      return site.has_banner() && banner.reopen != Reopen::none;
    case Stage::before:
    case Stage::gpc:
      return true;
  }
  return false;
}

// Vendors of the framework that store by a cookie of their own, as far as the lab has any.
bool denied_vendor(PartyId id) { return id == PartyId::amazon || id == PartyId::google_ads; }

bool denies_after_refusal(const Site& site) {
  const bool string = site.signal == SignalKind::tcf || site.signal == SignalKind::gpp;
  return string && site.claim != Claim::after_refusal && !site.banner.stores_refusal_as_consent;
}

}  // namespace

std::string_view name_of(Stage stage) {
  static constexpr std::array<std::string_view, 5> kNames{"before", "refuse", "accept", "withdraw",
                                                          "gpc"};
  return kNames.at(static_cast<std::size_t>(stage));
}

bool runs(const Site& site, const Tag& tag, Stage stage) {
  if (!reachable(site, stage)) return false;
  const bool before = stage == Stage::before || stage == Stage::gpc;
  const bool granted = stage == Stage::accept ||
                       (stage == Stage::refuse && site.banner.stores_refusal_as_consent) ||
                       (stage == Stage::withdraw && !site.banner.withdrawal_works);
  switch (tag.gate) {
    case Gate::always:
      return true;
    case Gate::after_consent:
    case Gate::with_any_consent:
      return granted;
    case Gate::until_refused:
      return granted || (before && !(stage == Stage::gpc && site.honours_gpc));
    case Gate::after_any_choice:
    case Gate::inner_after_any_choice:
      return !before;
    case Gate::after_withdrawal:
      return stage == Stage::withdraw;
  }
  return false;
}

// What every banner of the lab's own stands on.
constexpr std::string_view kPaper = "#ffffff";

Facts facts_of(const Site& site) {
  Facts facts;
  facts.has_banner = site.has_banner();
  facts.can_refuse = reachable(site, Stage::refuse);
  facts.can_withdraw = facts.has_banner && (site.banner.reopen == Reopen::footer_link ||
                                            site.banner.reopen == Reopen::floating);
  for (const Stage stage : kStages) {
    facts.in.at(static_cast<std::size_t>(stage)) =
        activity_of(site, [&](const Tag& tag) { return runs(site, tag, stage); });
  }
  if (site.bounces) {
    for (const Stage stage : {Stage::before, Stage::gpc})
      add_bounce(facts.in.at(static_cast<std::size_t>(stage)));
  }
  facts.new_after_refusal = activity_of(site, [&](const Tag& tag) {
    return runs(site, tag, Stage::refuse) && !runs(site, tag, Stage::before);
  });
  facts.going_on_after_refusal = activity_of(site, [&](const Tag& tag) {
    return runs(site, tag, Stage::refuse) && runs(site, tag, Stage::before);
  });
  facts.new_after_withdrawal = activity_of(site, [&](const Tag& tag) {
    return runs(site, tag, Stage::withdraw) && !runs(site, tag, Stage::accept);
  });
  for (const Tag& tag : site.tags) {
    const bool brought = runs(site, tag, Stage::accept) && !tag.party->cookies.empty();
    facts.cookies_stay |= facts.can_withdraw && brought && !forgotten(site, tag);
    facts.hits_before_choice |=
        tag.party->id == PartyId::analytics4 && runs(site, tag, Stage::before);
  }
  for (const Tag& tag : site.tags) {
    const PartyId id = tag.party->id;
    facts.vendor_against_string |=
        denied_vendor(id) && runs(site, tag, Stage::refuse) && denies_after_refusal(site);
    facts.publishes_for_google |= id == PartyId::adsense && runs(site, tag, Stage::accept);
  }
  const bool claims = site.signal != SignalKind::none;
  facts.claims_before_choice = claims && site.claim == Claim::before_choice;
  facts.claims_after_refusal =
      facts.can_refuse &&
      ((claims && site.claim == Claim::after_refusal) || site.banner.stores_refusal_as_consent);
  facts.tracker_called_necessary = facts.has_banner && site.banner.lists_tracker_as_necessary;
  facts.refuse_layer = site.banner.refuse_layer;
  facts.refuse_contrast = refuse_contrast(site.banner);
  facts.preticked = facts.has_banner && site.banner.preticked;
  facts.reopen = site.banner.reopen;
  facts.manager = site.banner.manager;
  facts.signal = site.signal;
  facts.claim = site.claim;
  facts.faults = site.faults;
  facts.records_choice_in_cookie = !site.banner.store_local;
  facts.embeds = site.plays_video || site.shares_fonts || site.shares_library || site.shows_map;
  facts.connects_to_tracker = site.prepares == Prepares::connection;
  facts.own_domain = site.server_side;
  facts.newsletter = site.newsletter;
  facts.dead_policy = site.dead_policy;
  facts.declared = site.declared;
  facts.bounced = site.bounces;
  facts.lends_name = site.lends_name;
  facts.lends_address = site.lends_address;
  facts.layout = site.banner.layout;
  facts.takes_consent_over = !site.consent_partners.empty();
  facts.named_elsewhere = site.names_partners;
  facts.flaw = site.banner.flaw;
  facts.toggles_on = site.banner.toggles_on;
  facts.asks_by_purpose = asks_by_purpose(site);
  for (const Tag& tag : site.tags) {
    const bool runs_then = facts.asks_by_purpose && runs_for_other_consent(tag);
    const bool known = tag.gate == Gate::with_any_consent && !tag.party->cookies.empty();
    facts.bleeds |= runs_then && known;
    facts.may_bleed |= runs_then;
  }
  facts.accept_prominence =
      contrast(site.banner.accept_fill, kPaper) / contrast(site.banner.refuse_fill, kPaper);
  return facts;
}

}  // namespace consentry::lab
