// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "core/judge/banner_looks.h"
#include "core/judge/detectors/banner_controls.h"

namespace consentry {
namespace {

struct Path {
  int clicks = 0;
  const RunView* run = nullptr;
  EventRef at;
};

void take_shorter(std::optional<Path>& best, const Path& path) {
  if (path.clicks > 0 && (!best || path.clicks < best->clicks)) best = path;
}

// The shortest way that was walked or seen: a control on layer n is n clicks away. Ways through a
// consent manager's own interface say nothing about clicks.
std::optional<Path> shortest(const SiteView& site, Phase phase, Intent intent) {
  std::optional<Path> best;
  for (const RunView& run : site.runs()) {
    if (run.run->global_privacy_control) continue;
    for (const BannerView* layer : untouched_layers(run)) {
      if (visible_control(*layer, intent) != nullptr) {
        take_shorter(best, {layer->layer, &run, layer->at});
      }
    }
    const ChoiceOutcome* outcome = run.timeline.outcome(phase);
    if (outcome == nullptr || outcome->result != ChoiceResult::done) continue;
    if (!outcome->tool.starts_with("generic")) continue;
    Path walked{outcome->clicks, &run, outcome->at};
    if (asked_again(run, phase, intent)) return walked;
    take_shorter(best, walked);
  }
  return best;
}

std::string clicks_text(int clicks) {
  return std::to_string(clicks) + (clicks == 1 ? " click" : " clicks");
}

Sign sign_for(const Path& path, Verdict weight, const char* what) {
  Sign sign;
  sign.weight = weight;
  sign.evidence.at = path.at;
  sign.evidence.text = std::string(what) + " takes " + clicks_text(path.clicks);
  return sign;
}

}  // namespace

Finding click_distance(const Question& question) {
  const Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  const auto accept = shortest(question.site, Phase::accept, Intent::accept_all);
  const auto refuse = shortest(question.site, Phase::refuse, Intent::refuse_all);
  if (!accept || !refuse) {
    return without_verdict(Verdict::not_measured,
                           accept ? "no way to refuse was found, so its clicks cannot be counted"
                                  : "no way to accept was found, so clicks cannot be compared");
  }
  const double more = refuse->clicks - accept->clicks;
  Verdict weight = Verdict::pass;
  if (more >= question.threshold("likely_breach_from")) weight = Verdict::likely_breach;
  if (more >= question.threshold("breach_from")) weight = Verdict::breach;
  // Refusing and accepting are each walked in one profile; comparing the two is the claim.
  Tally tally(Phase::refuse, {refuse->run});
  if (weight > Verdict::pass) {
    tally.add(*refuse->run, sign_for(*refuse, weight, "Refusing"));
    tally.add(*refuse->run, sign_for(*accept, weight, "Accepting"));
  }
  const std::string counts =
      clicks_text(refuse->clicks) + " to refuse, " + clicks_text(accept->clicks) + " to accept";
  return tally.conclude("Refusing takes more clicks than accepting (" + counts + ")",
                        "Refusing takes no more clicks than accepting (" + counts + ").");
}

}  // namespace consentry
