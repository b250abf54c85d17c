// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "core/judge/detectors/after_choice.h"
#include "core/judge/evidence_text.h"

namespace consentry {
namespace {

constexpr std::string_view kParameter = "gcs=G1";

// The consent state that a hit of Google's tags carries: G1, then one digit each for ad_storage and
// analytics_storage (developers.google.com/tag-platform/security/guides/consent-debugging).
std::optional<std::string> state_of(std::string_view url) {
  const std::size_t query = url.find('?');
  if (query == std::string_view::npos) return std::nullopt;
  for (std::size_t at = url.find(kParameter, query); at != std::string_view::npos;
       at = url.find(kParameter, at + 1)) {
    if (url[at - 1] != '?' && url[at - 1] != '&') continue;
    const std::string_view state = url.substr(at + kParameter.size(), 2);
    const std::string_view rest = url.substr(at + kParameter.size() + state.size());
    const bool whole = state.size() == 2 && (rest.empty() || rest.starts_with('&'));
    if (whole && state.find_first_not_of("01-") == std::string_view::npos) {
      return std::string(state);
    }
  }
  return std::nullopt;
}

bool counts(const Question& question, const SentRequest& sent) {
  if (sent.stage != stage_of(question.phase)) return false;
  // On the page of the choice itself a hit may have been on its way.
  return question.phase == Phase::before ||
         (sent.of_this_page && sent.request->when.step != Step::choice);
}

}  // namespace

Finding consent_mode_hits(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  bool any = false;
  for (const RunView* run : speakers.runs) {
    for (const SentRequest& sent : run->requests) {
      const auto state = counts(question, sent) ? state_of(sent.request->url) : std::nullopt;
      if (!state) continue;
      any = true;
      if (state->find('1') == std::string::npos) continue;
      tally.add(*run, {Verdict::likely_breach, "gcs=G1" + *state,
                       evidence_of(sent, "tells Google that consent was given")});
    }
  }
  if (!any) {
    return without_verdict(Verdict::not_applicable, "no hit of Google's tags told a consent state");
  }
  return tally.conclude("Google's tags report consent that was not given",
                        "Google's tags report no consent that was not given.");
}

}  // namespace consentry
