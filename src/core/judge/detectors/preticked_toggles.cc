// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "core/judge/banner_looks.h"
#include "core/judge/category_text.h"
#include "core/judge/detectors/banner_controls.h"
#include "core/judge/detectors/toggles.h"
#include "core/judge/evidence_text.h"
#include "core/judge/necessary_sections.h"

namespace consentry {
namespace {

Verdict weight_of(const RuleBook& book, const BannerView& layer, const BannerControl& control) {
  const bool on = control.checked.value_or(false) && !control.disabled;
  if (!is_toggle(control) || !on) return Verdict::pass;
  const std::string_view category = category_of(book, label_in_text(layer.text, control.label));
  // Claims of legitimate interest are a matter of their own.
  if (category == "necessary" || category == "legitimate-interest") return Verdict::pass;
  const bool for_tracking = category == "statistics" || category == "marketing";
  return for_tracking && can_be_used(control) ? Verdict::breach : Verdict::likely_breach;
}

void add_toggles(const Question& question, const RunView& run, Tally& tally) {
  std::set<std::string> seen;
  for (const BannerView* layer : untouched_layers(run)) {
    for (const BannerControl& control : layer->controls) {
      const Verdict weight = weight_of(question.book, *layer, control);
      if (weight == Verdict::pass || !seen.insert(control.label).second) continue;
      Sign sign;
      sign.weight = weight;
      sign.subject = control.label.empty() ? "a toggle without label"
                                           : "'" + shortened(control.label, 60) + "'";
      sign.evidence.at = layer->at;
      sign.evidence.text = sign.subject + " is on by default on layer " +
                           std::to_string(layer->layer) + " of the banner";
      tally.add(run, std::move(sign));
    }
  }
}

}  // namespace

Finding preticked_toggles(const Question& question) {
  const Speakers speakers = runs_with_toggles(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) add_toggles(question, *run, tally);
  return tally.conclude("Consent is switched on by default in the banner",
                        "No consent is switched on by default in the banner.");
}

}  // namespace consentry
