// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/judge/banner_looks.h"
#include "core/judge/detectors/banner_controls.h"
#include "core/judge/evidence_text.h"

namespace consentry {
namespace {

// The visitor refused by a click on the first layer, whatever its label says to us.
bool refused_there(const RunView& run) {
  const ChoiceOutcome* outcome = run.timeline.outcome(Phase::refuse);
  return outcome != nullptr && outcome->result == ChoiceResult::done &&
         outcome->tool.starts_with("generic") && outcome->clicks == 1 && outcome->layers <= 1;
}

// A button whose label nobody could read may be the one that refuses.
const BannerControl* unread_button(const BannerView& layer) {
  const auto found = std::ranges::find_if(layer.controls, [](const BannerControl& control) {
    return control.visible && control.in_box && control.intent == Intent::unknown &&
           control.kind == "button" && !control.label.empty();
  });
  return found == layer.controls.end() ? nullptr : &*found;
}

// What stands in place of a refusal, and how heavily its absence then weighs.
Sign missing_refusal(const BannerView& layer) {
  Sign sign;
  sign.evidence.at = layer.at;
  const BannerControl* accept = visible_control(layer, Intent::accept_all);
  std::string text = "The first layer offers '" + shortened(accept->label, 60) + "'";
  sign.weight = Verdict::breach;
  if (const auto* other = visible_control(layer, Intent::subscribe)) {
    sign.weight = Verdict::risk;
    text += " or to pay ('" + shortened(other->label, 60) + "')";
  } else if (const auto* save = visible_control(layer, Intent::save)) {
    sign.weight = Verdict::likely_breach;
    text += ", and saving a selection ('" + shortened(save->label, 60) + "')";
  } else if (visible_control(layer, Intent::close) != nullptr) {
    sign.weight = Verdict::likely_breach;
    text += ", and closing it";
  } else if (const auto* unread = unread_button(layer)) {
    sign.weight = Verdict::risk;
    text += ", and '" + shortened(unread->label, 60) + "', which could not be read";
  }
  if (const auto* settings = visible_control(layer, Intent::settings)) {
    text += ", and settings ('" + shortened(settings->label, 60) + "')";
  }
  sign.evidence.text = text + ", but nothing that refuses";
  return sign;
}

}  // namespace

Finding refuse_on_first_layer(const Question& question) {
  Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  std::erase_if(speakers.runs, [](const RunView* run) {
    return visible_control(*first_layer(*run), Intent::accept_all) == nullptr;
  });
  if (speakers.runs.empty()) {
    return without_verdict(Verdict::not_applicable, "the first layer does not ask to accept");
  }
  const bool close_refuses = question.threshold("close_refuses") > 0;
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    const BannerView& layer = *first_layer(*run);
    const bool closes = close_refuses && visible_control(layer, Intent::close) != nullptr;
    if (closes || visible_control(layer, Intent::refuse_all) != nullptr) continue;
    if (std::ranges::any_of(question.site.runs(), refused_there)) continue;
    tally.add(*run, missing_refusal(layer));
  }
  return tally.conclude("The banner's first layer lets a visitor accept, but not refuse",
                        "The banner's first layer lets a visitor refuse.");
}

}  // namespace consentry
