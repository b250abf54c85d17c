// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>

#include "core/base/origin.h"
#include "core/judge/detectors/after_choice.h"
#include "core/judge/evidence_text.h"

namespace consentry {
namespace {

// Unauthorized, payment required, forbidden, unavailable for legal reasons (RFC 9110, RFC 7725).
constexpr std::array kClosed{401, 402, 403, 451};

bool is_top_document(const Request& request) {
  return request.type == "document" && request.frame_url == request.page_url;
}

// "/shop" and "/shop/" are one place; queries carry what a site likes to remember.
std::string place_of(std::string_view address) {
  const auto url = parse_url(address);
  if (!url) return {};
  std::string place = registrable_domain(url->host) + url->path;
  while (place.ends_with('/')) place.pop_back();
  return place;
}

// The documents that came of loading the page again after the choice, in order.
std::vector<const Request*> reloaded(const RunView& run, Phase phase) {
  std::vector<const Request*> documents;
  for (const Request& request : run.run->requests) {
    const bool there = request.when.phase == phase && request.when.step == Step::reload;
    if (there && is_top_document(request)) documents.push_back(&request);
  }
  return documents;
}

bool met_guard(const RunView& run, Phase phase) {
  return std::ranges::any_of(run.run->limitations, [&](const Limitation& limitation) {
    return limitation.when.phase == phase && limitation.topic == "bot-wall";
  });
}

// How the page turned the visitor away; empty: it did not.
std::optional<Evidence> turned_away(const RunView& run, Phase phase) {
  const auto documents = reloaded(run, phase);
  if (documents.empty() || met_guard(run, phase)) return std::nullopt;
  const Request& last = *documents.back();
  Evidence evidence;
  evidence.at = last.at;
  if (std::ranges::find(kClosed, last.status) != kClosed.end()) {
    evidence.text = "The page answered with HTTP status " + std::to_string(last.status);
    return evidence;
  }
  if (place_of(documents.front()->url) == place_of(last.url)) return std::nullopt;
  evidence.text =
      shown_url(documents.front()->url) + " led on to " + shown_url(last.url) + " after refusing";
  return evidence;
}

std::vector<const RunView*> runs_that_chose(const SiteView& site, Phase phase) {
  std::vector<const RunView*> runs;
  for (const RunView& run : site.runs()) {
    const ChoiceOutcome* outcome = run.timeline.outcome(phase);
    const bool done = outcome != nullptr && outcome->result == ChoiceResult::done;
    if (done && !reloaded(run, phase).empty()) runs.push_back(&run);
  }
  return runs;
}

}  // namespace

Finding turned_away_after_refusal(const Question& question) {
  const auto refused = runs_that_chose(question.site, Phase::refuse);
  if (refused.empty()) {
    const Speakers speakers = speakers_for(question.site, question.phase);
    return without_verdict(speakers.otherwise, speakers.reason);
  }
  const auto accepted = runs_that_chose(question.site, Phase::accept);
  if (accepted.empty()) {
    return without_verdict(Verdict::not_measured,
                           "no acceptance was measured that the refusal could be held against");
  }
  const bool all_alike = std::ranges::any_of(
      accepted, [](const RunView* run) { return turned_away(*run, Phase::accept).has_value(); });
  Tally tally(question.phase, refused);
  for (const RunView* run : refused) {
    auto evidence = turned_away(*run, Phase::refuse);
    if (evidence && !all_alike) tally.add(*run, {Verdict::likely_breach, "", *std::move(evidence)});
  }
  return tally.conclude("Who refused was turned away from the page, who accepted was not",
                        "Who refused could go on to the page as who accepted could.");
}

}  // namespace consentry
