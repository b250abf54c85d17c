// SPDX-License-Identifier: Apache-2.0
#include "core/judge/shared_identifiers.h"

#include <optional>

#include "core/base/origin.h"
#include "core/judge/item_need.h"

namespace consentry {
namespace {

bool surely_identifies(const ItemFacts& facts) {
  return facts.identifier == IdentifierStrength::strong &&
         (needs_consent(facts.purpose) || follows_visitor(facts));
}

struct Owner {
  std::string company;  // or registrable domain; empty: the site's own
  std::string domain;
  bool tracks = false;
};

// Who merely delivers scripts says nothing about whose value it is.
bool delivers(Function function) {
  return function == Function::tag_manager || function == Function::cdn ||
         function == Function::hosting || function == Function::consent_manager;
}

std::optional<Owner> owner_of(const SiteView& site, const StoredItem& item) {
  const ItemFacts& facts = *item.facts;
  if (facts.third_party) {
    const Party* party = site.party_of(item.key.owner);
    Owner owner{site.party_name(item.key.owner), {}, false};
    owner.domain = party != nullptr ? party->domain : std::string();
    owner.tracks = (party != nullptr && is_tracking(party->function)) ||
                   (facts.catalogued && needs_consent(facts.purpose));
    return owner;
  }
  const auto page = parse_url(site.facts().observation.runs.front().final_url);
  const std::string own = page ? registrable_domain(page->host) : std::string();
  const bool by_site =
      facts.setter_domain.empty() || facts.setter_domain == own || delivers(facts.setter_function);
  if (!by_site) {
    return Owner{facts.setter_company.empty() ? facts.setter_domain : facts.setter_company,
                 facts.setter_domain, is_tracking(facts.setter_function)};
  }
  // A known name that the site's own copy of a script wrote belongs to whoever made that script.
  if (facts.catalogued) return std::nullopt;
  return Owner{};
}

bool contains(std::string_view text, std::string_view part) {
  return !part.empty() && text.find(part) != std::string_view::npos;
}

bool same_company(const Owner& owner, const TravellingValue& value) {
  const RequestFacts& receiver = *value.sent->facts;
  const auto url = parse_url(value.sent->request->url);
  const std::string domain = url ? registrable_domain(url->host) : std::string();
  const std::string name = name_of_party(receiver, value.sent->request->url);
  if (owner.company == name || (!owner.domain.empty() && owner.domain == domain)) return true;
  const std::string& vendor = value.item->facts->vendor;
  return contains(vendor, name) || contains(name, vendor) || contains(owner.company, name) ||
         contains(name, owner.company);
}

Verdict weight_of_sharing(const Owner& owner, const TravellingValue& value) {
  const Function function = value.sent->facts->party.function;
  const bool tracker = grade_of(*value.sent) == TrackerGrade::tracking;
  if (!tracker && function != Function::unknown) return Verdict::pass;
  if (owner.company.empty()) return tracker ? Verdict::risk : Verdict::pass;
  if (!tracker) return Verdict::risk;
  return owner.tracks ? Verdict::breach : Verdict::likely_breach;
}

}  // namespace

std::vector<SharedIdentifier> shared_identifiers(const SiteView& site, const RunView& run,
                                                 Stage stage) {
  std::vector<SharedIdentifier> shared;
  for (const TravellingValue& value : travelling_values(run, stage, surely_identifies)) {
    const auto owner = owner_of(site, *value.item);
    if (value.in_cookie_header || !owner || same_company(*owner, value)) continue;
    shared.push_back({value, owner->company,
                      name_of_party(*value.sent->facts, value.sent->request->url),
                      weight_of_sharing(*owner, value)});
  }
  return shared;
}

}  // namespace consentry
