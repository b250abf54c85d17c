// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/bounce_tracking.h"

#include <algorithm>
#include <set>

#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"

namespace consentry {
namespace {

// Requests whose chain of redirects ended in a top document: page_url is where it ended.
std::set<std::string> page_chains(const RunView& run) {
  std::set<std::string> ids;
  for (const SentRequest& sent : run.requests) {
    const Request& request = *sent.request;
    if (request.type == "document" && request.url == request.page_url) ids.insert(request.id);
  }
  return ids;
}

Verdict weight_of_hop(const RunView& run, const SentRequest& hop) {
  const bool tracker = hop.facts->tracker;
  Verdict weight =
      tracker && !hop.request->cookies.empty() ? Verdict::likely_breach : Verdict::pass;
  for (const StoredItem& item : run.stored) {
    if (!item.written || item.setter_url != hop.request->url) continue;
    const bool known = tracker || needs_consent(item.facts->purpose);
    if (known) return Verdict::likely_breach;
    if (follows_visitor(*item.facts)) weight = std::max(weight, Verdict::risk);
  }
  return weight;
}

}  // namespace

Finding bounce_tracking(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    const std::set<std::string> chains = page_chains(*run);
    for (const SentRequest& sent : run->requests) {
      if (sent.stage != stage_of(question.phase) || !sent.request->third_party) continue;
      if (sent.facts->first_party_owner || !chains.contains(sent.request->id)) continue;
      tally.add(*run, {weight_of_hop(*run, sent), name_of_party(*sent.facts, sent.request->url),
                       evidence_of(sent, "a stop on the way to the page, with a cookie")});
    }
  }
  return tally.conclude("The way to the page led through a host that recognises visitors",
                        "No redirect led through another site that keeps a cookie.");
}

}  // namespace consentry
