// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "core/judge/banner_looks.h"
#include "core/judge/detectors/banner_controls.h"
#include "core/judge/evidence_text.h"
#include "core/observe/contrast.h"

namespace consentry {
namespace {

// Large text as in WCAG 2.2: 18 point, or 14 point and bold, in CSS pixels.
constexpr double kLargePx = 24;
constexpr double kLargeBoldPx = 18.66;
constexpr double kBold = 700;
constexpr double kLargeTextContrast = 3;

bool is_large(const BannerControl& control) {
  return control.font_px >= kLargePx ||
         (control.font_px >= kLargeBoldPx && control.font_weight >= kBold);
}

struct Reading {
  const BannerView* layer;
  const BannerControl* control;
  double contrast;
};

// The best contrast in which the run saw it: banners fade in, and only the end counts.
std::optional<Reading> best_reading(const RunView& run) {
  std::optional<Reading> best;
  for (const BannerView* layer : untouched_layers(run)) {
    for (const BannerControl& control : layer->controls) {
      const bool concerns = control.intent == Intent::refuse_all && control.visible &&
                            !control.disabled && !control.label.empty();
      if (!concerns) continue;
      const double contrast = contrast_ratio(control.text_colour, control.fill);
      const bool nearer = !best || layer->layer < best->layer->layer;
      const bool better = best && layer->layer == best->layer->layer && contrast > best->contrast;
      if (nearer || better) best = Reading{layer, &control, contrast};
    }
  }
  return best;
}

Verdict weight_of(const Question& question, const Reading& reading) {
  if (reading.contrast < question.threshold("unreadable")) return Verdict::breach;
  if (reading.contrast < question.threshold("hard_to_read")) return Verdict::likely_breach;
  const double limit = question.threshold("minimum");
  const double needed = is_large(*reading.control) ? std::min(limit, kLargeTextContrast) : limit;
  return reading.contrast < needed ? Verdict::risk : Verdict::pass;
}

}  // namespace

Finding refuse_contrast(const Question& question) {
  const Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  std::vector<const RunView*> reading;
  std::vector<Reading> readings;
  for (const RunView* run : speakers.runs) {
    const auto best = best_reading(*run);
    if (!best) continue;
    reading.push_back(run);
    readings.push_back(*best);
  }
  if (reading.empty()) {
    return without_verdict(Verdict::not_applicable, "no control to refuse was seen in the banner");
  }
  Tally tally(question.phase, reading);
  for (std::size_t i = 0; i < reading.size(); ++i) {
    const Reading& best = readings[i];
    Sign sign;
    sign.weight = weight_of(question, best);
    sign.subject =
        "'" + shortened(best.control->label, 60) + "' " + ratio_text(best.contrast) + ":1";
    sign.evidence.at = best.layer->at;
    sign.evidence.text = "The text '" + shortened(best.control->label, 60) +
                         "' stands out from its background by " + ratio_text(best.contrast) + ":1";
    tally.add(*reading[i], std::move(sign));
  }
  return tally.conclude("The control to refuse is hard to read",
                        "The control to refuse is readable.");
}

}  // namespace consentry
