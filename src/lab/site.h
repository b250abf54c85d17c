// SPDX-License-Identifier: Apache-2.0
// A fictional site as plain values: how it looks, what it asks, which tags it carries and when it
// lets them run. Pages, server and truth are all computed from this.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lab/language.h"
#include "lab/party.h"

namespace consentry::lab {

// When a tag runs.
enum class Gate {
  after_consent,           // only while its category is granted
  until_refused,           // before any choice and while granted
  always,                  // in the page itself, whatever the visitor says
  after_any_choice,        // from any choice on, a refusal included
  inner_after_any_choice,  // the same, but only on pages other than the first
  with_any_consent,        // while any category is granted, whichever is its own
  after_withdrawal,        // only once consent was taken back
};
std::string_view name_of(Gate gate);

struct Tag {
  const Party* party = nullptr;
  Gate gate = Gate::after_consent;
  std::string account;
};

enum class Manager { none, own, klaro, vanilla_cookieconsent, osano, orejime, tarteaucitron, c15t };
enum class Layout { bar, box, modal, shadow, frame, foreign_frame };
enum class Reopen { footer_link, floating, policy_page, none };

// What is wrong with how a banner of our own asks, at most one thing a site.
enum class Flaw {
  none,
  refuse_is_text,
  refuse_outside,
  small_refusal,
  quiet_letters,
  refuse_below,  // in the box, but one has to scroll for it
  legitimate_interest,
  save_trap,
  implied_consent,
  consent_or_pay,
  foreign_language,
  silent_text,  // says neither who takes part nor how to withdraw
  vague_text,
  steering_text,
  one_toggle,
  slow_refusal,
  asks_again,
  mouse_only,
  long_text,
  waiting_consents,
  scrolling_consents,
  escape_consents,
  cross_consents,
  cross_refuses,  // no flaw: its right twin
  phone_loses_refusal,
  pale_picture,  // under the refusal, whose declared colours are readable
  dark_picture,  // no flaw: under both, whose declared colours are white on white
};
std::string_view name_of(Flaw flaw);  // "refuse-is-text"

struct Banner {
  Manager manager = Manager::none;
  Layout layout = Layout::box;
  std::size_t wording = 0;  // index into BannerText::wordings
  int refuse_layer = 1;     // clicks to refuse: 1 on the first layer, 2, 3; 0: not at all
  int toggles_on = 0;       // layer with a toggle for each category; 0: none
  bool preticked = false;   // those toggles are on before anyone touched them
  bool switches = false;    // role=switch instead of check boxes
  bool closed_shadow = false;
  bool lists_tracker_as_necessary = false;
  bool stores_refusal_as_consent = false;
  bool withdrawal_works = true;
  Reopen reopen = Reopen::footer_link;
  std::string button_tag = "button";                    // "button" "a" "div"
  std::string store_name;                               // cookie or key in which the choice lies
  std::string store_shape = "json";                     // "json" "flags" "word"
  bool store_local = false;                             // in local storage
  std::string refuse_fill, refuse_text, refuse_border;  // "#rrggbb"
  std::string accept_fill, accept_text;
  Flaw flaw = Flaw::none;
  int delay_ms = 0;  // from the page's being ready to the banner
};

enum class SignalKind { none, tcf, google, gpp };
// When the signal claims a consent that was not given.
enum class Claim { honest, before_choice, after_refusal, after_withdrawal, under_gpc };

// What goes wrong around a choice, each by itself, and two things that go right beside it.
struct ChoiceFaults {
  bool forgets_refusal = false;      // asks again on the next page
  bool turns_away = false;           // leads those who refused away from its first page
  bool short_refusal = false;        // remembers a refusal for a month, consent for a year
  bool withdraw_by_toggles = false;  // the reopened panel has no "refuse all"
  bool keeps_cookies = false;        // a withdrawal stops tags and deletes nothing
  bool panel_forgets = false;        // the reopened panel shows everything off
  bool legitimate_interest = false;  // claimed in the TC string, a refusal notwithstanding
  bool undisclosed_vendors = false;  // no such segment in the TC string
  bool incomplete_tcf = false;       // does not say whether the GDPR applies
  bool many_vendors = false;         // sixty in the TC string
  bool says_how_many = false;        // on the first layer
  bool tells_hits = false;           // Google's tags carry the consent state
  bool lying_hits = false;           // and it says granted, whatever was chosen
  bool hides_under_gpc = false;      // no banner for who sends the signal; no fault
};

// What the site's own page says about its cookies.
enum class Declared {
  honestly,           // all of them, with company, purpose and duration
  nothing,            // the policy does not speak of cookies
  without_durations,  // no column for them
  incompletely,       // leaves out the companies that count visits
  too_briefly,        // shorter durations than the cookies have
  too_much,           // one that nobody sets
  without_transfers,  // does not say that data leaves the EU
  by_interest,        // names a legitimate interest as the basis of advertising
};

// What the head of its pages has the browser get ready for with a company that counts.
enum class Prepares { nothing, connection, name };  // preconnect, dns-prefetch

struct Palette {
  std::string_view brand, deep, soft, paper;  // deep is dark enough for white text: 4.5:1 and more
};

struct Site {
  std::string host;       // where its pages live: "x.example" or "www.x.example"
  std::string bare_host;  // without www; redirects to host when they differ
  std::string name;
  std::string scenario;                       // what is to be found here, in a few words
  const Language* language = nullptr;         // must outlive the site
  const Language* banner_language = nullptr;  // null: as the site's
  Kind kind = Kind::shop;
  Palette palette{};
  std::string_view font;
  std::uint64_t picture_seed = 0;
  Banner banner;
  std::vector<Tag> tags;
  SignalKind signal = SignalKind::none;
  Claim claim = Claim::honest;
  ChoiceFaults faults;
  bool honours_gpc = false;
  std::vector<std::string>
      necessary_cookies;        // whole Set-Cookie lines; {random} is filled per visitor
  bool preferences = false;     // keeps theme and basket in local storage
  bool emoji_check = false;     // harmless use of a canvas
  bool busy = false;            // never goes quiet
  bool plays_video = false;     // a foreign player in the page
  bool offers_video = false;    // the same behind a click
  bool server_side = false;     // sends to its own domain what is shaped for a measuring company
  bool counts_itself = false;   // sends to its own domain what is not
  bool newsletter = false;      // a field for an e-mail address on the first page
  bool dead_policy = false;     // its privacy policy is not there
  bool lends_name = false;      // a name of its domain leads to a company that counts
  bool names_a_cdn = false;     // one leads to a carrier of files
  bool lends_address = false;   // one answers from the address of a company that advertises
  bool shares_address = false;  // one does, as all the site's pages do: the host of many
  Declared declared = Declared::honestly;
  Prepares prepares = Prepares::nothing;
  bool declared_by_script = false;  // a script writes the list into the page
  bool bounces = false;             // leads through a host that recognises visitors
  std::string landing;              // query of the address in sites.txt, with '?'
  // Keeps its visitors' consent at a host of others, and goes by what another site left there.
  bool shares_consent = false;
  bool names_partners = false;                // says in its banner for which sites it asks, too
  std::string consent_hub;                    // that host; each pair of sites has its own
  std::vector<std::string> consent_partners;  // hosts of the other sites of the web that do
  bool shares_fonts = false, shares_library = false, shows_map = false;  // benign third parties

  // "https://x.example/": the address in sites.txt.
  [[nodiscard]] std::string url() const { return "https://" + bare_host + "/" + landing; }
  [[nodiscard]] bool has_banner() const { return banner.manager != Manager::none; }
};

// Another name of the site's domain, from which its pages fetch an image at once, and what it points
// to in the lab's names.txt. Empty: none.
struct OtherName {
  std::string name, alias;
};
OtherName other_name(const Site& site);

// Addresses that the lab's names.txt gives in place of its own: of hosts that a site's pages ask.
struct HostAddress {
  std::string host, address;
  auto operator<=>(const HostAddress&) const = default;
};
std::vector<HostAddress> host_addresses(const Site& site);

// WCAG 2.2 contrast ratio of two colours "#rrggbb": 1 to 21.
double contrast(std::string_view text, std::string_view fill);

}  // namespace consentry::lab
