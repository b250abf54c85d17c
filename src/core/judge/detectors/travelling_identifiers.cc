// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/travelling_identifiers.h"

#include <optional>

#include "core/base/origin.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"
#include "core/judge/travelling_value.h"

namespace consentry {
namespace {

bool concerns_visitor(const ItemFacts& facts) {
  return needs_consent(facts.purpose) || follows_visitor(facts);
}

bool surely_identifies(const ItemFacts& facts) {
  return facts.identifier == IdentifierStrength::strong && concerns_visitor(facts);
}

std::string carrying(const TravellingValue& value) {
  std::string text = "carries " + shortened(value.item->key.name, 60) + "=" +
                     shortened(value.item->value, kMaxValueShown);
  if (value.in_cookie_header) text += " as a cookie";
  if (!value.how.empty()) text += " as " + std::string(value.how);
  return text;
}

Verdict weight_of_reading(const SiteView& site, const TravellingValue& value) {
  const Verdict stored = weight_of_item(site, *value.item->facts).verdict;
  if (stored < Verdict::risk) return Verdict::pass;
  const bool tracker = grade_of(*value.sent) == TrackerGrade::tracking;
  if (stored == Verdict::breach && (tracker || value.in_cookie_header)) return Verdict::breach;
  if (tracker || stored >= Verdict::likely_breach) return Verdict::likely_breach;
  return Verdict::risk;
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

Finding identifiers_read(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    for (const TravellingValue& value :
         travelling_values(*run, stage_of(question.phase), concerns_visitor)) {
      tally.add(*run, {weight_of_reading(question.site, value), shortened(value.item->key.name, 40),
                       evidence_of(*value.sent, carrying(value))});
    }
  }
  return tally.conclude("Identifiers were read from the device and sent out before any choice",
                        "No identifier that was stored in this visit was read and sent to a third "
                        "party before a choice.");
}

Finding identifiers_shared(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  if (speakers.runs.size() < 2) {
    return without_verdict(Verdict::not_measured,
                           "Only one profile was measured, so identifiers cannot be told from "
                           "values that are the same for everyone.");
  }
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    for (const TravellingValue& value :
         travelling_values(*run, stage_of(question.phase), surely_identifies)) {
      const auto owner = owner_of(question.site, *value.item);
      if (value.in_cookie_header || !owner || same_company(*owner, value)) continue;
      const std::string whose = owner->company.empty() ? "the site" : owner->company;
      const std::string to = name_of_party(*value.sent->facts, value.sent->request->url);
      tally.add(*run, {weight_of_sharing(*owner, value), whose + " to " + to,
                       evidence_of(*value.sent, carrying(value) + ", an identifier of " + whose)});
    }
  }
  return tally.conclude("Identifiers of one company were told to another before any choice",
                        "No identifier of one company was seen going to another before a choice.");
}

}  // namespace consentry
