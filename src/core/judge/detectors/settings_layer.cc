// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include "core/judge/banner_looks.h"
#include "core/judge/category_text.h"
#include "core/judge/detectors/banner_settings.h"
#include "core/judge/detectors/control_pair.h"
#include "core/judge/detectors/toggles.h"
#include "core/judge/necessary_sections.h"

namespace consentry {
namespace {

std::string_view category_of_toggle(const Question& question, const BannerView& layer,
                                    const BannerControl& toggle) {
  return category_of(question.book, label_in_text(layer.text, toggle.label));
}

Sign layer_sign(const BannerView& layer, Verdict weight, std::string subject, std::string text) {
  Sign sign;
  sign.weight = weight;
  sign.subject = std::move(subject);
  sign.evidence.at = layer.at;
  sign.evidence.text = std::move(text) + " (layer " + std::to_string(layer.layer) + ")";
  return sign;
}

// What the layer's most prominent control does, when that is not to keep what was set.
std::optional<Sign> trap_in(const Question& question, const BannerView& layer) {
  const BannerControl* accept = chief_control(layer, Intent::accept_all);
  if (accept == nullptr || std::ranges::none_of(layer.controls, is_toggle)) return std::nullopt;
  const BannerControl* save = chief_control(layer, Intent::save);
  const BannerControl* refuse = chief_control(layer, Intent::refuse_all);
  if (save == nullptr && refuse == nullptr) {
    return layer_sign(layer, Verdict::risk, quoted(*accept),
                      quoted(*accept) + " stands where a selection would be saved");
  }
  const double limit = stands_out(layer, *accept) / question.threshold("alike_up_to");
  const bool alone = std::ranges::none_of(layer.controls, [&](const BannerControl& other) {
    const bool keeps = other.intent == Intent::save || other.intent == Intent::refuse_all;
    return keeps && other.visible && stands_out(layer, other) >= limit;
  });
  if (!accept->filled || !alone) return std::nullopt;
  return layer_sign(layer, Verdict::likely_breach, quoted(*accept),
                    "Among the settings " + quoted(*accept) + " stands out, and " +
                        quoted(save != nullptr ? *save : *refuse) + " does not");
}

bool offers_accepting(const BannerView& layer) {
  return layer.layer > 1 && chief_control(layer, Intent::accept_all) != nullptr;
}

// Toggles for what needs consent, over all layers, counted once each.
std::set<std::string> free_toggles(const Question& question, const RunView& run) {
  std::set<std::string> labels;
  for (const BannerView* layer : untouched_layers(run)) {
    for (const BannerControl& control : layer->controls) {
      if (!is_toggle(control) || control.disabled || !can_be_used(control)) continue;
      const auto category = category_of_toggle(question, *layer, control);
      if (category != "necessary" && category != "legitimate-interest")
        labels.insert(folded_text(control.label));
    }
  }
  return labels;
}

int purposes_named(const Question& question, const RunView& run) {
  static constexpr std::array<std::string_view, 3> kPurposes{"preferences", "statistics",
                                                             "marketing"};
  std::string text;
  for (const BannerView* layer : untouched_layers(run)) text += folded_text(layer->text) + " ";
  return static_cast<int>(std::ranges::count_if(kPurposes, [&](std::string_view purpose) {
    return find_category_word(question.book, purpose, text) != std::string::npos;
  }));
}

}  // namespace

Finding legitimate_interest_toggles(const Question& question) {
  const Speakers speakers = runs_with_toggles(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    std::set<std::string> seen;
    for (const BannerView* layer : untouched_layers(*run)) {
      for (const BannerControl& control : layer->controls) {
        if (!is_toggle(control) || control.disabled || !control.checked.value_or(false)) continue;
        if (category_of_toggle(question, *layer, control) != "legitimate-interest") continue;
        if (!seen.insert(control.label).second) continue;
        tally.add(*run, layer_sign(*layer, Verdict::likely_breach, quoted(control),
                                   quoted(control) + " is on by default"));
      }
    }
  }
  return tally.conclude("Legitimate interest is claimed by toggles that are on",
                        "No toggle claims a legitimate interest by being on.");
}

Finding save_trap(const Question& question) {
  Speakers speakers = runs_with_toggles(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  std::erase_if(speakers.runs, [](const RunView* run) {
    return std::ranges::none_of(untouched_layers(*run),
                                [](const BannerView* layer) { return offers_accepting(*layer); });
  });
  if (speakers.runs.empty()) {
    return without_verdict(Verdict::not_applicable, "no further layer offers to accept everything");
  }
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    for (const BannerView* layer : untouched_layers(*run)) {
      if (!offers_accepting(*layer)) continue;
      if (auto sign = trap_in(question, *layer)) tally.add(*run, std::move(*sign));
    }
  }
  return tally.conclude("Among the settings, the button that stands out accepts everything",
                        "Among the settings, accepting everything does not stand out.");
}

Finding granularity(const Question& question) {
  const Speakers speakers = runs_with_toggles(question.site);
  if (speakers.runs.empty() && speakers.otherwise == Verdict::not_applicable &&
      !runs_with_banner(question.site).runs.empty()) {
    return without_verdict(Verdict::not_applicable,
                           "the banner offers all or nothing, no choice by purpose");
  }
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    const std::set<std::string> labels = free_toggles(question, *run);
    if (labels.size() != 1 || purposes_named(question, *run) < 2) continue;
    Sign sign;
    sign.weight = Verdict::likely_breach;
    sign.evidence.at = untouched_layers(*run).back()->at;
    sign.subject = "'" + *labels.begin() + "'";
    sign.evidence.text = "One toggle, " + sign.subject + ", stands for several purposes";
    tally.add(*run, std::move(sign));
  }
  return tally.conclude("One toggle stands for several purposes",
                        "No single toggle stands for several purposes.");
}

}  // namespace consentry
