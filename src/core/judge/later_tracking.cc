// SPDX-License-Identifier: Apache-2.0
#include "core/judge/later_tracking.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/origin.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"
#include "core/judge/sent_identifiers.h"
#include "core/judge/storing_parties.h"

namespace consentry {
namespace {

bool on_later_page(const Moment& when) { return when.step != Step::choice; }

// The response that set a cookie may answer a request from before the choice.
bool asked_for_after(const RunView& run, const StoredItem& item, std::uint64_t decided) {
  bool known = false;
  for (const SentRequest& sent : run.requests) {
    if (sent.request->url != item.setter_url) continue;
    known = true;
    if (sent.request->at.line > decided && sent.request->at.line < item.at.line) return true;
  }
  return !known;
}

// Whether the item was there at the choice and has not been deleted since. A deletion for another
// domain or path than the cookie's leaves it: what then lies there unwritten, with its value, is old.
bool lay_there(const RunView& run, const StoredItem& later, std::uint64_t decided) {
  const auto known = [&](const StoredItem& item) {
    return item.at.line <= decided && item.key == later.key;
  };
  const bool kept = std::ranges::any_of(run.stored, [&](const StoredItem& item) {
    return known(item) && !later.written && item.value == later.value;
  });
  if (kept) return true;
  for (const CookieWrite& write : run.run->cookie_writes) {
    const bool deletion = write.lifetime_s.value_or(1) <= 0 && write.blocked.empty();
    const bool between = write.at.line > decided && write.at.line < later.at.line;
    if (deletion && between && key_of(write.domain, write.name) == later.key) return false;
  }
  return std::ranges::any_of(run.stored, known);
}

bool stored_by_then(const RunView& run, const StoredItem& item, std::uint64_t decided) {
  if (!item.written) return on_later_page(item.when);
  return on_later_page(item.when) || asked_for_after(run, item, decided);
}

// Another company's script, and no consent manager's, wrote it: the site's own record of the choice
// is none of this.
bool written_by_third_party(const SiteView& site, const RunView& run, const StoredItem& item) {
  const auto page = parse_url(run.run->final_url);
  const auto writer = parse_url(item.setter_url);
  if (!page || !writer || same_site(page->host, writer->host)) return false;
  const Party* party = site.party_of(writer->host);
  return party == nullptr || party->function != Function::consent_manager;
}

// What a company does besides measuring or advertising says nothing of what a request is for.
Purpose purpose_of(Function function) {
  switch (function) {
    case Function::advertising:
      return Purpose::marketing;
    case Function::analytics:
      return Purpose::statistics;
    default:
      return Purpose::unknown;
  }
}

// How much a weight counts against who has consented to one purpose: only another purpose that is
// known and needs consent does.
Verdict against(const ConsentGiven& given, Purpose purpose, Verdict weight) {
  if (given.purpose == Purpose::unknown) return weight;
  if (!needs_consent(purpose) || purpose == given.purpose) return Verdict::pass;
  const bool declined = given.declined != nullptr && given.declined->contains(purpose);
  return declined ? weight : std::min(weight, Verdict::likely_breach);
}

std::string item_name(const StoredItem& item) { return shortened(item.key.name, 40); }

// Parties that were sent an identifier, by a header or an address, as far as that is a breach.
std::set<std::string> receiving_parties(const SiteView& site, const RunView& run, Phase phase) {
  std::set<std::string> parties;
  const auto decided = run.timeline.decided_at(phase);
  for (const SentIdentifier& id : identifiers_sent(site, run, decided, stage_of(phase))) {
    if (id.weight < Verdict::breach) continue;
    parties.insert(name_of_party(*id.sent->facts, id.sent->request->url));
  }
  return parties;
}

}  // namespace

std::vector<Sign> stored_after(const SiteView& site, const RunView& run, Phase phase,
                               ConsentGiven given) {
  const auto decided = run.timeline.decided_at(phase);
  std::vector<Sign> signs;
  std::set<ItemKey> seen;
  for (const StoredItem& item : run.stored) {
    if (item.stage != stage_of(phase) || seen.contains(item.key)) continue;
    Weight weight = weight_of_item(site, *item.facts);
    weight.verdict = against(given, item.facts->purpose, weight.verdict);
    const bool counts =
        weight.verdict >= Verdict::likely_breach ||
        (weight.verdict == Verdict::risk && written_by_third_party(site, run, item));
    if (!counts || !stored_by_then(run, item, decided) || lay_there(run, item, decided)) continue;
    // Scripts that consent had started may finish on the page where it is withdrawn.
    if (phase == Phase::withdraw && !on_later_page(item.when)) continue;
    seen.insert(item.key);
    signs.push_back({weight.verdict, item_name(item), evidence_of(site, item, weight.why)});
  }
  return signs;
}

std::vector<Sign> identifiers_after(const SiteView& site, const RunView& run, Phase phase,
                                    ConsentGiven given) {
  const auto decided = run.timeline.decided_at(phase);
  std::vector<Sign> signs;
  std::set<std::pair<ItemKey, std::string>> seen;
  for (const SentIdentifier& id : identifiers_sent(site, run, decided, stage_of(phase))) {
    if (!on_later_page(id.sent->request->when)) continue;
    const std::string receiver = name_of_party(*id.sent->facts, id.sent->request->url);
    if (!seen.insert({id.item->key, receiver}).second) continue;
    const std::string name = item_name(*id.item);
    const std::string what =
        name + "=" + shortened(id.item->value, kMaxValueShown) +
        (id.in_cookie_header ? " sent as a cookie" : " sent inside the address or body");
    const Verdict weight = against(given, id.item->facts->purpose, id.weight);
    signs.push_back(
        {weight, name + " to " + receiver, evidence_of(*id.sent, what, id.item->key.name)});
  }
  return signs;
}

std::vector<Sign> trackers_after(const SiteView& site, const RunView& run, Phase phase,
                                 ConsentGiven given) {
  std::set<std::string> tracked = storing_parties(site, run, stage_of(phase));
  tracked.merge(receiving_parties(site, run, phase));
  std::vector<Sign> signs;
  for (const SentRequest& sent : run.requests) {
    if (sent.stage != stage_of(phase) || !sent.of_this_page) continue;
    if (!on_later_page(sent.request->when)) continue;
    const TrackerGrade grade = grade_of(sent);
    if (grade != TrackerGrade::tracking && grade != TrackerGrade::own) continue;
    const std::string party = name_of_party(*sent.facts, sent.request->url);
    const bool own = grade == TrackerGrade::own;
    const bool proven = !own && tracked.contains(party);
    const Verdict weight = own ? Verdict::risk : proven ? Verdict::breach : Verdict::likely_breach;
    const Verdict counted = against(given, purpose_of(sent.facts->party.function), weight);
    signs.push_back({counted, party,
                     evidence_of(sent, own      ? "a tracker of the site's own"
                                       : proven ? "a tracker that stored or received an identifier"
                                                : "a tracker")});
  }
  return signs;
}

}  // namespace consentry
