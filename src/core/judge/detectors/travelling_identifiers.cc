// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/travelling_identifiers.h"

#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"
#include "core/judge/shared_identifiers.h"
#include "core/judge/travelling_value.h"

namespace consentry {
namespace {

bool concerns_visitor(const ItemFacts& facts) {
  return needs_consent(facts.purpose) || follows_visitor(facts);
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

}  // namespace

Finding identifiers_read(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    for (const TravellingValue& value :
         travelling_values(*run, stage_of(question.phase), concerns_visitor)) {
      tally.add(*run, {weight_of_reading(question.site, value), shortened(value.item->key.name, 40),
                       evidence_of(*value.sent, carrying(value), value.item->key.name)});
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
    for (const SharedIdentifier& shared :
         shared_identifiers(question.site, *run, stage_of(question.phase))) {
      const std::string whose = shared.owner.empty() ? "the site" : shared.owner;
      tally.add(*run, {shared.weight, whose + " to " + shared.receiver,
                       evidence_of(*shared.value.sent,
                                   carrying(shared.value) + ", an identifier of " + whose,
                                   shared.value.item->key.name)});
    }
  }
  return tally.conclude("Identifiers of one company were told to another before any choice",
                        "No identifier of one company was seen going to another before a choice.");
}

}  // namespace consentry
