// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/stored_items.h"

#include <algorithm>
#include <set>

#include "core/judge/detectors/exempt_analytics.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"

namespace consentry {
namespace {

using Weigh = Weight (*)(const SiteView&, const ItemFacts&);

bool is_cookie(const StoredItem& item) { return item.key.kind == "cookie"; }
bool is_web_storage(const StoredItem& item) { return !is_cookie(item); }

Weight weight_of_known_purpose(const SiteView& site, const ItemFacts& item) {
  const Weight weight = weight_of_item(site, item);
  // An identifier that only its shape speaks against belongs to another rule (PRE-03).
  const bool by_purpose = needs_consent(item.purpose) || is_tracking(item.setter_function);
  return by_purpose ? weight : Weight{};
}

// A tracker's value in web storage that is no identifier is contested, not settled.
Weight weight_of_web_storage(const SiteView& site, const ItemFacts& item) {
  Weight weight = weight_of_item(site, item);
  if (item.purpose == Purpose::unknown && item.identifier == IdentifierStrength::none) {
    weight.verdict = std::min(weight.verdict, Verdict::risk);
  }
  return weight;
}

// One sign for each item and run: its first write, or the first time it was found lying there.
Tally tally_stored(const Question& question, const Speakers& speakers,
                   bool (*concerns)(const StoredItem&), Weigh weigh) {
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    std::set<ItemKey> seen;
    for (const StoredItem& item : run->stored) {
      if (item.stage != stage_of(question.phase) || !concerns(item)) continue;
      Weight weight = weigh(question.site, *item.facts);
      // Whether it is exempt is for a rule of its own to say (PRE-16).
      if (may_be_exempt(question, *item.facts))
        weight.verdict = std::min(weight.verdict, Verdict::risk);
      if (weight.verdict <= Verdict::pass || !seen.insert(item.key).second) continue;
      tally.add(*run, {weight.verdict, shortened(item.key.name, 40),
                       evidence_of(question.site, item, weight.why)});
    }
  }
  return tally;
}

// Without a second profile an identifier cannot be told from a constant.
bool identifiers_undecided(const Question& question, const Speakers& speakers) {
  if (speakers.runs.size() != 1) return false;
  return std::ranges::any_of(speakers.runs.front()->stored, [&](const StoredItem& item) {
    return item.stage == stage_of(question.phase) && is_cookie(item) && item.lifetime_s &&
           item.facts->purpose == Purpose::unknown;
  });
}

}  // namespace

Finding consent_required_cookies(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  return tally_stored(question, speakers, is_cookie, weight_of_known_purpose)
      .conclude("Cookies that need consent were stored before any choice",
                "No cookie that is known to need consent was stored before a choice.");
}

Finding unknown_identifier_cookies(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  const Tally tally = tally_stored(question, speakers, is_cookie, weight_of_unknown_identifier);
  if (tally.empty() && identifiers_undecided(question, speakers)) {
    return without_verdict(Verdict::not_measured,
                           "Only one profile was measured, so identifiers cannot be told from "
                           "values that are the same for everyone.");
  }
  return tally.conclude(
      "Cookies that tell visitors apart and whose purpose is unknown were stored before any choice",
      "No identifying cookie of unknown purpose was stored before a choice.");
}

Finding web_storage_items(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  return tally_stored(question, speakers, is_web_storage, weight_of_web_storage)
      .conclude("Values that need consent, or may, were put into web storage before any choice",
                "Nothing that needs consent was put into web storage before a choice.");
}

}  // namespace consentry
