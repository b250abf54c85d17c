// SPDX-License-Identifier: Apache-2.0
#include "core/judge/item_need.h"

#include <algorithm>
#include <array>

#include "core/base/origin.h"
#include "core/observe/cache_validator.h"

namespace consentry {
namespace {

bool belongs_to_site(const SiteView& site, const ItemFacts& item) {
  const std::string& owner = site.facts().classification.site_company;
  return !item.third_party || (!owner.empty() && item.setter_company == owner);
}

constexpr std::array<std::string_view, 3> kEarlyTypes{"prefetch", "preflight",
                                                      "cspviolationreport"};

// A request that was cut off on leaving the page had gone out; other failures mean that nothing
// reached the host.
bool never_arrived(const Request& request) {
  return request.status == 0 && !request.failure.empty() && request.failure != "net::ERR_ABORTED";
}

}  // namespace

Weight weight_of_unknown_identifier(const SiteView& site, const ItemFacts& item) {
  if (item.purpose != Purpose::unknown) return {};
  const bool own = belongs_to_site(site, item);
  // Servers of one name may tag or date the same file differently.
  if (is_cache_validator(item.key.kind)) {
    return {Verdict::risk,
            "perhaps a third party's identifier, as another visit was given another one"};
  }
  if (item.identifier == IdentifierStrength::strong) {
    return {
        own ? Verdict::risk : Verdict::likely_breach,
        own ? "an identifier of unknown purpose" : "a third party's identifier of unknown purpose"};
  }
  if (item.identifier == IdentifierStrength::weak && !own) {
    return {Verdict::risk, "perhaps a third party's identifier, of unknown purpose"};
  }
  return {};
}

Weight weight_of_item(const SiteView& site, const ItemFacts& item) {
  if (needs_consent(item.purpose)) {
    const std::string purpose(name_of(item.purpose));
    return item.catalogued ? Weight{Verdict::breach, "used for " + purpose}
                           : Weight{Verdict::likely_breach, "probably used for " + purpose};
  }
  if (item.purpose != Purpose::unknown) return {};
  if (is_tracking(item.setter_function)) {
    return {Verdict::likely_breach, "written by a company that tracks (" +
                                        std::string(name_of(item.setter_function)) + ")"};
  }
  return weight_of_unknown_identifier(site, item);
}

bool follows_visitor(const ItemFacts& item) {
  if (item.identifier == IdentifierStrength::none) return false;
  if (needs_consent(item.purpose)) return true;
  if (item.purpose != Purpose::unknown) return false;
  return item.identifier == IdentifierStrength::strong || is_tracking(item.setter_function);
}

TrackerGrade grade_of(const SentRequest& sent) {
  const RequestFacts& facts = *sent.facts;
  switch (facts.party.function) {
    case Function::consent_manager:
    case Function::payment:
    case Function::security:
      return TrackerGrade::none;
    case Function::tag_manager:
      return TrackerGrade::tag_manager;
    default:
      break;
  }
  if (!facts.tracker) return TrackerGrade::none;
  const Request& request = *sent.request;
  if (std::ranges::find(kEarlyTypes, request.type) != kEarlyTypes.end() || never_arrived(request)) {
    return TrackerGrade::attempted;
  }
  if (facts.first_party_owner || !request.third_party) return TrackerGrade::own;
  return TrackerGrade::tracking;
}

std::string name_of_party(const RequestFacts& facts, std::string_view url) {
  if (!facts.party.company.empty()) return facts.party.company;
  if (!facts.party.domain.empty()) return facts.party.domain;
  const auto parsed = parse_url(url);
  return parsed ? registrable_domain(parsed->host) : std::string(url.substr(0, 80));
}

}  // namespace consentry
