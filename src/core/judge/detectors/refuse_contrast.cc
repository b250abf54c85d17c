// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

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

std::string shortened_label(const BannerControl& control) {
  return "'" + shortened(control.label, 60) + "'";
}

struct Reading {
  const BannerView* layer;
  const BannerControl* control;
  std::optional<double> contrast;  // empty: neither styles nor pictures tell it
};

// Pictures are taken, and doubts asked for, only of what is in view: a banner that slides and fades in is
// neither there yet nor as it will be.
bool is_arriving(const BannerControl& control) {
  constexpr double kOpaque = 0.995;  // as in doubts.ts
  return control.style_doubts.empty() && !control.in_view && control.look &&
         control.look->opacity < kOpaque;
}

std::optional<double> contrast_of(const BannerControl& control) {
  if (is_arriving(control)) return std::nullopt;
  if (control.style_doubts.empty()) return contrast_ratio(control.text_colour, control.fill);
  return control.pixels ? control.pixels->ratio : std::nullopt;
}

bool concerns(const BannerControl& control) {
  return control.intent == Intent::refuse_all && control.visible && !control.disabled &&
         !control.label.empty();
}

// Every look at a control to refuse, of the nearest layer that has any.
std::vector<Reading> readings_of(const RunView& run) {
  std::vector<Reading> readings;
  for (const BannerView* layer : untouched_layers(run)) {
    for (const BannerControl& control : layer->controls) {
      if (!concerns(control)) continue;
      if (!readings.empty() && layer->layer > readings.front().layer->layer) continue;
      if (!readings.empty() && layer->layer < readings.front().layer->layer) readings.clear();
      readings.push_back({layer, &control, contrast_of(control)});
    }
  }
  return readings;
}

Verdict weight_of(const Question& question, const Reading& reading) {
  const double contrast = reading.contrast.value_or(0);
  if (contrast < question.threshold("unreadable")) return Verdict::breach;
  if (contrast < question.threshold("hard_to_read")) return Verdict::likely_breach;
  const double limit = question.threshold("minimum");
  const double needed = is_large(*reading.control) ? std::min(limit, kLargeTextContrast) : limit;
  return contrast < needed ? Verdict::risk : Verdict::pass;
}

// What fades in is seen less well than once it is there, so a look at it in between, by colours that are
// no better than those of another look, takes nothing back from that one.
bool only_faded(const Reading& reading, double best) {
  constexpr double kSame = 1.1;  // as colours are rounded on the way
  const BannerControl& control = *reading.control;
  return (is_arriving(control) || control.style_doubts == std::vector<std::string>{"opacity"}) &&
         contrast_ratio(control.text_colour, control.fill) <= best * kSame;
}

// The best contrast in which the run saw it: banners fade in, and only the end counts. A look that does
// not tell may have been better than all that do, so beside one nothing but a pass is certain.
Reading best_of(const Question& question, const std::vector<Reading>& readings) {
  const Reading best = *std::ranges::max_element(
      readings, {}, [](const Reading& reading) { return reading.contrast.value_or(0); });
  if (!best.contrast || weight_of(question, best) == Verdict::pass) return best;
  const auto untold = std::ranges::find_if(readings, [&best](const Reading& reading) {
    return !reading.contrast && !only_faded(reading, *best.contrast);
  });
  return untold == readings.end() ? best : *untold;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// How the figure was come by: two ways to read it, and a reader must be able to tell which.
std::string way_of(const BannerControl& control) {
  if (control.style_doubts.empty()) return "from styles";
  return "from pixels of " +
         (control.pictures.empty() ? "a picture" : control.pictures.back().file) +
         ", as styles do not tell: " + joined(control.style_doubts);
}

std::string why_untold(const BannerControl& control) {
  if (is_arriving(control)) {
    return shortened_label(control) + " was seen only out of view and still fading";
  }
  const std::string why = control.pixels             ? control.pixels->reason
                          : control.pictures.empty() ? "no picture of it was taken"
                                                     : "its pictures were not read";
  return "styles do not tell how " + shortened_label(control) + " is seen (" +
         joined(control.style_doubts) + "), and neither do pixels: " + why;
}

}  // namespace

Finding refuse_contrast(const Question& question) {
  const Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  std::vector<const RunView*> told;
  std::vector<Reading> readings;  // of the runs told
  std::string untold;             // why another run tells nothing
  for (const RunView* run : speakers.runs) {
    const std::vector<Reading> seen = readings_of(*run);
    if (seen.empty()) continue;
    const Reading best = best_of(question, seen);
    if (!best.contrast) {
      untold = why_untold(*best.control);
      continue;
    }
    told.push_back(run);
    readings.push_back(best);
  }
  if (told.empty() && !untold.empty()) return without_verdict(Verdict::not_measured, untold);
  if (told.empty()) {
    return without_verdict(Verdict::not_applicable, "no control to refuse was seen in the banner");
  }
  Tally tally(question.phase, told);
  for (std::size_t i = 0; i < told.size(); ++i) {
    const Reading& best = readings[i];
    const std::string ratio = ratio_text(*best.contrast) + ":1";
    Sign sign;
    sign.weight = weight_of(question, best);
    sign.subject = shortened_label(*best.control) + " " + ratio;
    sign.evidence.at = best.layer->at;
    sign.evidence.text = "The text " + shortened_label(*best.control) +
                         " stands out from its background by " + ratio + " (" +
                         way_of(*best.control) + ")";
    tally.add(*told[i], std::move(sign));
  }
  return tally.conclude("The control to refuse is hard to read",
                        "The control to refuse is readable.");
}

}  // namespace consentry
