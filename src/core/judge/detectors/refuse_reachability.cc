// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/judge/banner_looks.h"
#include "core/judge/detectors/banner_design.h"
#include "core/judge/detectors/control_pair.h"

namespace consentry {
namespace {

struct Offer {
  const BannerView* layer = nullptr;
  const BannerControl* accept = nullptr;
  const BannerControl* refuse = nullptr;
};

bool is_covered(const BannerControl& control) { return control.look && control.look->covered; }

// The last look at both; a refusal that something covers counts as offered, and as out of reach.
Offer offer_of(const RunView& run) {
  Offer last;
  for (const BannerView* layer : untouched_layers(run)) {
    if (layer->layer != 1) continue;
    const BannerControl* accept = chief_control(*layer, Intent::accept_all);
    const BannerControl* refuse = chief_control(*layer, Intent::refuse_all);
    if (refuse == nullptr) {
      const auto covered = std::ranges::find_if(layer->controls, [](const BannerControl& control) {
        return control.intent == Intent::refuse_all && control.in_box && is_covered(control);
      });
      if (covered != layer->controls.end()) refuse = &*covered;
    }
    if (accept != nullptr && refuse != nullptr) last = {layer, accept, refuse};
  }
  return last;
}

// What keeps a visitor from refusing who could accept; empty when nothing does.
std::string hindrance(const Question& question, const Offer& offer) {
  const BannerControl& accept = *offer.accept;
  const BannerControl& refuse = *offer.refuse;
  if (accept.in_view && !refuse.in_view) return "is out of sight until one scrolls";
  if (refuse.disabled && !accept.disabled) return "is disabled";
  if (!accept.look || !refuse.look) return {};
  if (refuse.look->covered) return "is covered by something else";
  if (refuse.look->clipped && !accept.look->clipped) return "is out of sight until one scrolls";
  const double faint = question.threshold("faint_below");
  if (refuse.look->opacity < faint && accept.look->opacity >= faint) return "is faded out";
  if (accept.look->focusable && !refuse.look->focusable) return "cannot be reached by keyboard";
  return {};
}

}  // namespace

Finding refuse_reachability(const Question& question) {
  const Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  std::vector<const RunView*> showing;
  std::ranges::copy_if(speakers.runs, std::back_inserter(showing),
                       [](const RunView* run) { return offer_of(*run).refuse != nullptr; });
  if (showing.empty()) {
    return without_verdict(Verdict::not_applicable,
                           "the first layer does not offer both accepting and refusing");
  }
  Tally tally(question.phase, showing);
  for (const RunView* run : showing) {
    const Offer offer = offer_of(*run);
    const std::string what = hindrance(question, offer);
    if (what.empty()) continue;
    Sign sign;
    sign.weight = Verdict::likely_breach;
    sign.subject = quoted(*offer.refuse) + " " + what;
    sign.evidence.at = offer.layer->at;
    sign.evidence.text = quoted(*offer.refuse) + " " + what + ", unlike " + quoted(*offer.accept);
    tally.add(*run, std::move(sign));
  }
  return tally.conclude("Refusing is harder to reach than accepting",
                        "Refusing is within reach as much as accepting.");
}

}  // namespace consentry
