// SPDX-License-Identifier: Apache-2.0
#include "lab/stored_truth.h"

#include <algorithm>
#include <string_view>

#include "lab/facts.h"

namespace consentry::lab {
namespace {

// Of the cookies that a site needs no permission for, the one that keeps a preference.
constexpr std::string_view kLanguageCookie = "pll_language";

void add_names(std::set<StoredName>& to, std::string_view kind, std::string_view names,
               std::string_view account) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    if (end > 0) to.insert({std::string(kind), with_account(names.substr(0, end), account)});
    names.remove_prefix(std::min(end + 1, names.size()));
  }
}

void add_tag(StoredByCategory& stored, const Site& site, const Tag& tag) {
  const Party& party = *tag.party;
  std::set<StoredName>& names = stored[std::string(party.category)];
  for (const std::string_view cookies : {party.cookies, party.unknown_cookies, party.shared_cookie})
    add_names(names, "cookie", cookies, tag.account);
  add_names(names, party.id == PartyId::kelder ? "indexeddb" : "local", party.keys, tag.account);
  // Kept only of visitors whom an advertisement brought.
  if (party.keeps_click && !site.landing.empty()) names.insert({"cookie", "kh_click"});
}

// A choice is kept by whatever banner asked, and so is its string.
void add_choice(std::set<StoredName>& necessary, const Site& site) {
  if (!site.has_banner()) return;
  if (site.banner.manager == Manager::own)
    necessary.insert({site.banner.store_local ? "local" : "cookie", site.banner.store_name});
  // The lab's tags.js remembers that there was consent, and in one scenario does not let it go.
  necessary.insert({"local", "cc_was"});
  if (!site.banner.withdrawal_works) necessary.insert({"local", "tm_state"});
  if (site.signal == SignalKind::tcf) necessary.insert({"cookie", "euconsent-v2"});
}

}  // namespace

StoredByCategory stored_by(const Site& site) {
  StoredByCategory stored;
  for (const std::string& line : site.necessary_cookies) {
    const std::string name = line.substr(0, line.find('='));
    stored[name == kLanguageCookie ? "functional" : "necessary"].insert({"cookie", name});
  }
  add_choice(stored["necessary"], site);
  if (site.preferences) stored["functional"].insert({{"local", "theme"}, {"local", "cart"}});
  if (site.bounces) stored["marketing"].insert({"cookie", "ds_id"});
  for (const Tag& tag : site.tags) {
    const bool ever =
        std::ranges::any_of(kStages, [&](const Stage stage) { return runs(site, tag, stage); });
    if (ever) add_tag(stored, site, tag);
  }
  std::erase_if(stored, [](const auto& each) { return each.second.empty(); });
  return stored;
}

}  // namespace consentry::lab
