// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "core/judge/banner_looks.h"
#include "core/judge/detectors/after_choice.h"
#include "core/judge/item_need.h"
#include "core/judge/tc_strings.h"

namespace consentry {
namespace {

struct Flood {
  int vendors = 0;
  std::string text;
  EventRef at;
  const RunView* run = nullptr;
};

void take_greater(Flood& most, const Flood& other) {
  if (other.vendors > most.vendors) most = other;
}

Flood in_strings(const RunView& run, Phase phase) {
  Flood most;
  const Window window{phase, run.timeline.decided_at(phase)};
  for (const SeenTcString& seen : tc_strings_at_end(run, window)) {
    const IdSet& vendors = seen.tc.vendors_disclosed.value_or(seen.tc.vendors_consent);
    const int count = std::max(vendors.size(), seen.tc.vendors_consent.size());
    take_greater(
        most,
        {count, "The TC string (" + seen.where + ") names " + std::to_string(count) + " vendors",
         seen.at, &run});
  }
  return most;
}

Flood in_requests(const RunView& run, Phase phase) {
  std::set<std::string> companies;
  Flood flood;
  for (const SentRequest& sent : run.requests) {
    if (sent.stage != stage_of(phase) || !sent.request->third_party) continue;
    if (grade_of(sent) != TrackerGrade::tracking) continue;
    companies.insert(name_of_party(*sent.facts, sent.request->url));
    flood.at = sent.request->at;
  }
  flood.vendors = static_cast<int>(companies.size());
  flood.text = "Pages sent requests to " + std::to_string(flood.vendors) + " companies that track";
  flood.run = &run;
  return flood;
}

// "our 807 partners", or a way to their list.
bool tells_how_many(const BannerView& layer) {
  int digits = 0;
  for (const char c : layer.text) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits >= 2) return true;
  }
  return visible_control(layer, Intent::policy) != nullptr;
}

}  // namespace

Finding unnamed_vendors(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Flood most;
  for (const RunView* run : speakers.runs) {
    take_greater(most, in_strings(*run, question.phase));
    take_greater(most, in_requests(*run, question.phase));
  }
  if (most.vendors <= question.threshold("vendors")) {
    return passed("No more companies take part than a visitor can take in.", speakers.runs.size());
  }
  const BannerView* layer = first_layer(*most.run);
  if (layer == nullptr || layer->text.empty()) {
    return without_verdict(Verdict::not_measured, "the banner's first layer could not be read");
  }
  Tally tally(question.phase, {most.run});
  if (!tells_how_many(*layer)) {
    Sign sign;
    sign.weight = Verdict::risk;
    sign.evidence.at = most.at;
    sign.evidence.text =
        most.text + ", and the first layer neither says how many nor leads to a list";
    tally.add(*most.run, std::move(sign));
  }
  return tally.conclude("Consent was asked for " + std::to_string(most.vendors) +
                            " companies without saying so on the first layer",
                        "The first layer says how many companies take part, or leads to a list.");
}

}  // namespace consentry
