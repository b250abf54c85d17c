// SPDX-License-Identifier: Apache-2.0
// What really happens on a site in each phase of a visit, computed from how the site was made. No
// rule and no detector appears here; truth.h says which rules the facts meet.
#pragma once

#include <array>
#include <set>
#include <string>
#include <vector>

#include "lab/site.h"

namespace consentry::lab {

// The phases of a visit, in the order and by the names of the scan.
enum class Stage { before, refuse, accept, withdraw, gpc };
inline constexpr std::array<Stage, 5> kStages{Stage::before, Stage::refuse, Stage::accept,
                                              Stage::withdraw, Stage::gpc};
std::string_view name_of(Stage stage);

// What a set of running tags does.
struct Activity {
  bool listed_requests = false;  // to hosts that common lists call trackers
  bool known_storage = false;    // cookies that catalogues know to need consent
  bool unknown_cookie = false;   // cookies with an identifier that no catalogue knows
  bool web_storage = false;      // an identifier in local storage
  bool tagged_files = false;     // an identifier in the browser's cache
  bool fingerprint = false;      // the device is read out and the result sent
  bool read_back = false;        // a kept identifier is readable in what is sent
  bool long_lived = false;       // a cookie of more than thirteen months
  bool denied_ping = false;      // a measurement that says consent is denied
  bool tag_manager = false;      // a tag manager is loaded
  bool shared_id = false;        // an identifier is told to another company
  bool mail = false;             // an e-mail address is told
  bool listening = false;        // what is typed is sent on
  bool click_id = false;         // an advertisement's click is kept
  bool identifiers = false;      // any identifier that is stored and sent
  std::set<std::string>
      companies_with_shared_id;             // by a third-party cookie, the same on every site
  std::set<std::string> companies_with_id;  // that store an identifier of any kind
};

struct Facts {
  bool has_banner = false;
  bool can_refuse = false;
  bool can_withdraw = false;        // from a place that every page offers
  std::array<Activity, 5> in{};     // all that runs in a stage
  Activity new_after_refusal;       // runs after refusing, did not before
  Activity going_on_after_refusal;  // ran before, still runs
  bool claims_before_choice = false;
  bool claims_after_refusal = false;
  bool tracker_called_necessary = false;
  int refuse_layer = 1;
  double refuse_contrast = 21;
  bool preticked = false;
  bool connects_to_tracker = false;  // on each page, without asking anything of it yet
  bool embeds = false;               // shows others' content without a click
  bool newsletter = false;           // has a field to type an address into
  bool dead_policy = false;
  Declared declared = Declared::honestly;
  bool own_domain = false;     // collects for a measuring company on its own domain
  bool lends_name = false;     // a name of its domain leads to a company that counts
  bool lends_address = false;  // one answers from a tracker's address
  bool bounced = false;        // leads through a host that recognises visitors
  Reopen reopen = Reopen::footer_link;
  Manager manager = Manager::none;
  SignalKind signal = SignalKind::none;
  Claim claim = Claim::honest;
  ChoiceFaults faults;
  Activity new_after_withdrawal;       // runs after withdrawing, did not with consent
  bool vendor_against_string = false;  // one that a TC string denies runs after refusing
  bool publishes_for_google = false;   // its advertisements, with consent
  bool cookies_stay = false;           // known ones of the site's own domain, after withdrawing
  bool hits_before_choice = false;     // Google's tags that carry a consent state run before
  bool records_choice_in_cookie = true;
  Layout layout = Layout::box;
  Flaw flaw = Flaw::none;
  int toggles_on = 0;
  bool asks_by_purpose = false;     // its settings have a toggle for each category
  bool bleeds = false;              // consent to statistics brings a known cookie of advertising
  bool may_bleed = false;           // other advertising runs then, however it came to
  bool takes_consent_over = false;  // what another site of the web was given
  bool named_elsewhere = false;     // and that site says so when it asks
  double accept_prominence = 1;     // contrast of fillings with the banner: accepting over refusing

  [[nodiscard]] const Activity& during(Stage stage) const {
    return in.at(static_cast<std::size_t>(stage));
  }
};

// Whether a tag runs in a stage, after a choice on the pages loaded since.
bool runs(const Site& site, const Tag& tag, Stage stage);

Facts facts_of(const Site& site);

}  // namespace consentry::lab
