// SPDX-License-Identifier: Apache-2.0
#include "core/judge/storing_parties.h"

#include "core/judge/item_need.h"

namespace consentry {

std::set<std::string> parties_of(const SiteView& site, const StoredItem& item) {
  std::set<std::string> names;
  if (item.facts->third_party) names.insert(site.party_name(item.key.owner));
  if (!item.facts->setter_company.empty()) names.insert(item.facts->setter_company);
  if (!item.setter_url.empty()) names.insert(site.party_name(item.setter_url));
  names.erase("");
  return names;
}

std::set<std::string> storing_parties(const SiteView& site, const RunView& run, Stage stage) {
  std::set<std::string> parties;
  for (const StoredItem& item : run.stored) {
    // On the page of a choice, what was under way may still arrive.
    if (item.stage != stage || !item.written || item.when.step == Step::choice) continue;
    if (weight_of_item(site, *item.facts).verdict < Verdict::breach) continue;
    parties.merge(parties_of(site, item));
  }
  return parties;
}

}  // namespace consentry
