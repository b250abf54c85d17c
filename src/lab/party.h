// SPDX-License-Identifier: Apache-2.0
// The companies whose tags the fictional sites carry: real ones, played in their known shapes by
// scripts of our own, and fictional ones that no list knows. What a tag stores and sends is stated
// here once; pages, server and truth all read it.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace consentry::lab {

enum class PartyId {
  analytics4,
  universal_analytics,
  analytics_ping,  // measures without any storage
  google_ads,
  meta,
  hotjar,
  microsoft,
  tiktok,
  amazon,
  linkedin,
  clarity,
  mirovante,       // fictional: the advertising network of the story
  tellusa,         // fictional: analytics with an identifier in local storage
  tellusa_cookie,  // the same with a first-party cookie beside it
  kenbaar,         // fictional: recognises devices by fingerprint, stores nothing
  wisselbeurs,     // fictional: tells its identifier to a partner, hashed
  tag_manager,     // loads nothing here
  postduif,        // fictional: takes the account's e-mail address from the page
  klikhuis,        // fictional: keeps the identifier of an advertisement's click
  kelder,          // fictional: an identifier in IndexedDB
  luistervink,     // fictional: sends what is typed into forms, key by key; stores nothing
  etiket,          // fictional: knows a browser again by the ETag of its image
  stempel,         // fictional: the same by the date of its image
  adsense,         // a publisher's advertisements; stores nothing here
};

struct Party {
  PartyId id;
  std::string_view company;
  std::string_view category;  // "statistics" or "marketing": what a visitor is asked about
  std::string_view source;    // the tag's address; {id} is the site's account
  std::string_view account;   // shape of {id}, see Dice::shaped
  bool image = false;         // an image, no script
  bool listed = false;        // common lists of trackers know its hosts
  std::string_view
      cookies{};  // first-party cookies it sets, space-separated; known to need consent
  std::string_view unknown_cookies{};  // the same, known to no catalogue
  std::string_view keys{};             // identifiers in local storage
  std::string_view shared_cookie{};  // third-party cookie with which it knows a visitor everywhere
  bool shared_cookie_known = false;  // catalogues know that cookie
  bool fingerprint = false;
  bool reads_back = false;   // sends an identifier that it keeps, readable in what it sends
  bool long_lived = false;   // a cookie of more than thirteen months
  bool denied_ping = false;  // measures while saying that consent is denied
  bool manages_tags = false;
  bool shares_id = false;
  bool tells_mail = false;
  bool keeps_click = false;
  bool listens = false;
  bool tags_files = false;
};

// All parties, in the order of PartyId.
std::span<const Party> parties();
const Party& party(PartyId id);

// `text` with every {id} replaced.
std::string with_account(std::string_view text, std::string_view account);

}  // namespace consentry::lab
