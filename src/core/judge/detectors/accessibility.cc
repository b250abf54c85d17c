// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/judge/banner_looks.h"
#include "core/judge/detectors/banner_design.h"
#include "core/judge/detectors/control_pair.h"

namespace consentry {
namespace {

constexpr std::array kChoices{Intent::accept_all, Intent::refuse_all, Intent::settings,
                              Intent::save, Intent::close};

bool is_choice(const BannerControl& control) {
  return control.visible && control.in_box &&
         std::ranges::find(kChoices, control.intent) != kChoices.end();
}

// WCAG 2.2, 2.5.8, "Spacing": a small target is none when a circle of the wanted width around its
// middle touches no other target.
bool has_room(const BannerView& layer, const BannerControl& control, double side) {
  const double x = control.rect.x + control.rect.width / 2;
  const double y = control.rect.y + control.rect.height / 2;
  return std::ranges::none_of(layer.controls, [&](const BannerControl& other) {
    if (&other == &control || !other.visible) return false;
    const double across = std::max({other.rect.x - x, x - (other.rect.x + other.rect.width), 0.0});
    const double down = std::max({other.rect.y - y, y - (other.rect.y + other.rect.height), 0.0});
    return across * across + down * down < side * side / 4;
  });
}

// The barrier, in words; empty when none was met. Elements that only a mouse can use have neither a
// role nor a place in the order of the Tab key.
std::string barrier(const Question& question, const BannerView& layer,
                    const BannerControl& control) {
  if (control.label.empty()) return "has no name";
  if (control.look && !control.look->focusable && !control.disabled)
    return "cannot be reached by keyboard";
  const double side = question.threshold("target_px");
  const bool small = control.rect.width < side || control.rect.height < side;
  // WCAG 2.2, 2.5.8: targets within a line of text are exempt.
  if (small && !control.in_paragraph && !has_room(layer, control, side))
    return "is a smaller target than WCAG 2.2 asks for";
  return {};
}

const BannerView* settled_layer(const RunView& run) {
  const BannerView* last = nullptr;
  for (const BannerView* layer : untouched_layers(run)) {
    if (layer->layer == 1 && !layer->controls.empty()) last = layer;
  }
  return last;
}

bool is_told(const RunView* run) {
  const BannerView* layer = settled_layer(*run);
  return layer != nullptr && std::ranges::any_of(layer->controls, [](const BannerControl& c) {
           return is_choice(c) && c.look.has_value();
         });
}

}  // namespace

Finding accessibility(const Question& question) {
  const Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  std::vector<const RunView*> told;
  std::ranges::copy_if(speakers.runs, std::back_inserter(told), is_told);
  if (told.empty()) {
    return without_verdict(Verdict::not_measured,
                           "the log does not tell how the banner's controls can be reached");
  }
  Tally tally(question.phase, told);
  for (const RunView* run : told) {
    const BannerView& layer = *settled_layer(*run);
    for (const BannerControl& control : layer.controls) {
      const std::string what =
          is_choice(control) ? barrier(question, layer, control) : std::string();
      if (what.empty()) continue;
      Sign sign;
      sign.weight = Verdict::risk;
      sign.subject = quoted(control) + " " + what;
      sign.evidence.at = layer.at;
      sign.evidence.text = sign.subject;
      tally.add(*run, std::move(sign));
    }
  }
  return tally.conclude(
      "The banner keeps people with disabilities from choosing",
      "The banner's controls have names and sizes, and the keyboard reaches them.");
}

}  // namespace consentry
