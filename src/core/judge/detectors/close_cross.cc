// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/judge/banner_looks.h"
#include "core/judge/detectors/banner_design.h"

namespace consentry {
namespace {

// The share of the box, from its right and its top edge, that counts as its corner.
constexpr double kCornerAcross = 0.25;
constexpr double kCornerDown = 0.35;
constexpr double kCornerPx = 64;  // of a flat bar

bool in_corner(const BannerView& layer, const BannerControl& cross) {
  const double right = layer.box.x + layer.box.width - (cross.rect.x + cross.rect.width);
  const double down = cross.rect.y - layer.box.y;
  return right <= layer.box.width * kCornerAcross &&
         down <= std::max(layer.box.height * kCornerDown, kCornerPx);
}

std::string what_is_wrong(const BannerView& layer) {
  const BannerControl* cross = visible_control(layer, Intent::close);
  if (cross == nullptr) return "has no control that closes it";
  if (!in_corner(layer, *cross)) return "has its closing control elsewhere than at the top right";
  return {};
}

}  // namespace

Finding close_cross(const Question& question) {
  Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    const BannerView& layer = *first_layer(*run);
    const std::string wrong = what_is_wrong(layer);
    if (wrong.empty()) continue;
    Sign sign;
    sign.weight = Verdict::likely_breach;
    sign.evidence.at = layer.at;
    sign.evidence.text = "The first layer " + wrong;
    tally.add(*run, std::move(sign));
  }
  return tally.conclude("The banner cannot be closed by an X at its top right",
                        "The banner can be closed by an X at its top right.");
}

}  // namespace consentry
