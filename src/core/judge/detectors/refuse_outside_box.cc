// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/judge/banner_looks.h"
#include "core/judge/detectors/banner_design.h"
#include "core/judge/detectors/control_pair.h"

namespace consentry {
namespace {

struct Place {
  const BannerView* layer = nullptr;
  const BannerControl* refuse = nullptr;
};

bool refuses(const BannerControl& control) {
  return control.visible && control.intent == Intent::refuse_all;
}

// The refusal of the first layer, inside its box if any look has it there.
Place place_of(const RunView& run) {
  Place place;
  for (const BannerView* layer : untouched_layers(run)) {
    if (layer->layer != 1) continue;
    for (const BannerControl& control : layer->controls) {
      if (!refuses(control)) continue;
      if (place.refuse == nullptr || control.in_box) place = {layer, &control};
      if (control.in_box) return place;
    }
  }
  return place;
}

// Set off as a button, and near enough to be taken for a part of the banner.
bool is_supported(const Question& question, const Place& place) {
  const Rect& box = place.layer->box;
  const Rect& at = place.refuse->rect;
  const double across = std::max({box.x - (at.x + at.width), at.x - (box.x + box.width), 0.0});
  const double down = std::max({box.y - (at.y + at.height), at.y - (box.y + box.height), 0.0});
  const bool near = std::max(across, down) <= question.threshold("near_px");
  const bool bordered = place.refuse->look && place.refuse->look->bordered;
  return near && (place.refuse->filled || bordered);
}

}  // namespace

Finding refuse_outside_box(const Question& question) {
  const Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  std::vector<const RunView*> showing;
  std::ranges::copy_if(speakers.runs, std::back_inserter(showing),
                       [](const RunView* run) { return place_of(*run).refuse != nullptr; });
  if (showing.empty()) {
    return without_verdict(Verdict::not_applicable, "no control to refuse was seen");
  }
  Tally tally(question.phase, showing);
  for (const RunView* run : showing) {
    const Place place = place_of(*run);
    if (place.refuse->in_box) continue;
    Sign sign;
    sign.weight = is_supported(question, place) ? Verdict::risk : Verdict::breach;
    sign.subject = quoted(*place.refuse);
    sign.evidence.at = place.layer->at;
    sign.evidence.text = sign.subject + " stands outside the banner's box";
    tally.add(*run, std::move(sign));
  }
  return tally.conclude("The control to refuse stands outside the banner",
                        "The control to refuse stands in the banner.");
}

}  // namespace consentry
