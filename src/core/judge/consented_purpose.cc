// SPDX-License-Identifier: Apache-2.0
#include "core/judge/consented_purpose.h"

#include <algorithm>

#include "core/judge/category_text.h"
#include "core/judge/necessary_sections.h"

namespace consentry {
namespace {

bool has_state(const BannerControl& control) { return control.checked.has_value(); }

// What a visitor cannot switch off is not agreed to by leaving it on.
bool left_on(const BannerControl& control) { return *control.checked && !control.disabled; }

const BannerView* last_look(const RunView& run, std::uint64_t until) {
  const BannerView* last = nullptr;
  for (const BannerView& view : run.run->banner_views) {
    const bool choosing = view.when.phase == Phase::one_purpose && view.when.step == Step::choice;
    if (choosing && view.found && view.at.line < until) last = &view;
  }
  return last;
}

}  // namespace

std::string_view certain_category(const RuleBook& book, std::string_view banner_text,
                                  std::string_view label) {
  std::string heading = label_in_text(banner_text, label);
  heading.resize(std::min(heading.find('\n'), heading.size()));
  return only_category_of(book, heading);
}

std::optional<ConsentedPurpose> consented_purpose(const RuleBook& book, const RunView& run) {
  const ChoiceOutcome* outcome = run.timeline.outcome(Phase::one_purpose);
  if (outcome == nullptr || outcome->result != ChoiceResult::done) return std::nullopt;
  const BannerView* look = last_look(run, run.timeline.decided_at(Phase::one_purpose));
  if (look == nullptr) return std::nullopt;
  ConsentedPurpose consent;
  consent.at = look->at;
  for (const BannerControl& control : look->controls) {
    if (!has_state(control)) continue;
    const std::string_view category = certain_category(book, look->text, control.label);
    const auto purpose = purpose_named(category);
    if (category == "necessary") continue;
    if (!left_on(control)) {
      if (purpose && !*control.checked) consent.left_off.insert(*purpose);
      continue;
    }
    const bool another = consent.purpose != Purpose::unknown && purpose != consent.purpose;
    if (!purpose || *purpose == Purpose::marketing || another) return std::nullopt;
    consent.purpose = *purpose;
    if (consent.label.empty()) consent.label = control.label;
  }
  if (consent.purpose == Purpose::unknown) return std::nullopt;
  consent.left_off.erase(consent.purpose);
  return consent;
}

}  // namespace consentry
