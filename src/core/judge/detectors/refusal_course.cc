// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "core/judge/banner_looks.h"
#include "core/judge/detectors/banner_settings.h"
#include "core/judge/evidence_text.h"

namespace consentry {
namespace {

struct Course {
  const RunView* run = nullptr;
  EventRef at;
  double seconds = 0;  // from the last click until the choice was seen to be made
};

// Empty when no choice was made by plain clicks.
std::optional<Course> course_of(const SiteView& site, Phase phase) {
  for (const RunView& run : site.runs()) {
    const ChoiceOutcome* outcome = run.timeline.outcome(phase);
    if (outcome == nullptr || outcome->result != ChoiceResult::done) continue;
    if (!outcome->tool.starts_with("generic")) continue;
    const Click* last = nullptr;
    for (const Click& click : run.run->clicks) {
      if (click.when.phase == phase && click.at.line < outcome->at.line) last = &click;
    }
    if (last == nullptr) continue;
    return Course{&run, outcome->at, (outcome->when.ms - last->when.ms) / 1000};
  }
  return std::nullopt;
}

}  // namespace

Finding refusal_time(const Question& question) {
  const Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  const auto accept = course_of(question.site, Phase::accept);
  const auto refuse = course_of(question.site, Phase::refuse);
  if (!accept || !refuse) {
    return without_verdict(Verdict::not_measured,
                           "refusing and accepting were not both done by clicks");
  }
  const bool slow = refuse->seconds > question.threshold("slow_s") &&
                    refuse->seconds > accept->seconds * question.threshold("times");
  const std::string times =
      ratio_text(refuse->seconds, "s") + " against " + ratio_text(accept->seconds, "s");
  // Refusing and accepting are each walked in one profile; comparing the two is the claim.
  Tally tally(Phase::refuse, {refuse->run});
  if (slow) {
    Sign sign;
    sign.weight = Verdict::likely_breach;
    sign.evidence.at = refuse->at;
    sign.evidence.text = "From the click until it was done, refusing took " + times;
    tally.add(*refuse->run, std::move(sign));
  }
  return tally.conclude("Refusing takes longer to be done than accepting (" + times + ")",
                        "Refusing is done as fast as accepting.");
}

Finding asking_again(const Question& question) {
  const Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  const auto course = course_of(question.site, Phase::refuse);
  if (!course) return without_verdict(Verdict::not_measured, "nobody refused by clicks");
  Tally tally(Phase::refuse, {course->run});
  if (asked_again(*course->run, Phase::refuse, Intent::refuse_all)) {
    Sign sign;
    sign.weight = Verdict::risk;
    sign.evidence.at = course->at;
    sign.evidence.text = "After the click that refuses, another question had to be answered";
    tally.add(*course->run, std::move(sign));
  }
  return tally.conclude("Who refuses is asked again", "A refusal is taken without asking again.");
}

}  // namespace consentry
