// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/purpose_bleed.h"

#include <algorithm>

#include "core/judge/consented_purpose.h"
#include "core/judge/evidence_text.h"
#include "core/judge/later_tracking.h"

namespace consentry {
namespace {

// The visit itself knows best why it did not choose.
std::string why_not_chosen(const Question& question, const std::string& otherwise) {
  for (const RunView& run : question.site.runs()) {
    for (const Limitation& limit : run.run->limitations) {
      if (limit.topic == name_of(question.phase)) return limit.text;
    }
  }
  return otherwise;
}

void add_signs(const Question& question, const RunView& run, const ConsentedPurpose& consent,
               Tally& tally) {
  const ConsentGiven given{consent.purpose, &consent.left_off};
  const Phase phase = question.phase;
  for (const auto collect : {stored_after, identifiers_after, trackers_after}) {
    for (Sign& sign : collect(question.site, run, phase, given)) tally.add(run, std::move(sign));
  }
}

}  // namespace

Finding purpose_bleed(const Question& question) {
  Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) {
    const bool open = speakers.otherwise == Verdict::not_measured;
    return without_verdict(speakers.otherwise,
                           open ? why_not_chosen(question, speakers.reason) : speakers.reason);
  }
  std::vector<ConsentedPurpose> consents;
  std::erase_if(speakers.runs, [&](const RunView* run) {
    auto consent = consented_purpose(question.book, *run);
    if (consent) consents.push_back(*std::move(consent));
    return !consent.has_value();
  });
  if (speakers.runs.empty()) {
    return without_verdict(Verdict::not_measured,
                           "what the settings' toggles asked for cannot be told from their labels");
  }
  Tally tally(question.phase, speakers.runs);
  for (std::size_t i = 0; i < speakers.runs.size(); ++i) {
    add_signs(question, *speakers.runs[i], consents[i], tally);
  }
  const std::string purpose(name_of(consents.front().purpose));
  return tally.conclude(
      "After consent to " + purpose + " alone, other purposes were served",
      "After consent to " + purpose + " alone, no other known purpose was served.");
}

}  // namespace consentry
