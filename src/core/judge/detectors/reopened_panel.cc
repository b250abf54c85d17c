// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "core/judge/category_text.h"
#include "core/judge/detectors/after_choice.h"

namespace consentry {
namespace {

// From the first click inside the panel on, it shows what was clicked.
std::uint64_t touched_at(const RunView& run) {
  std::uint64_t line = std::numeric_limits<std::uint64_t>::max();
  for (const Click& click : run.run->clicks) {
    const bool moves = click.intent != Intent::withdraw && click.intent != Intent::settings;
    if (click.when.phase == Phase::withdraw && moves) line = std::min(line, click.at.line);
  }
  return line;
}

bool shows_consent(const RuleBook& book, const BannerControl& control) {
  const bool toggle = control.kind == "checkbox" || control.kind == "switch";
  if (!toggle || !control.checked || control.disabled || !control.visible) return false;
  const std::string_view category = category_of(book, control.label);
  return category == "statistics" || category == "marketing" || category == "preferences";
}

struct Shown {
  int toggles = 0;
  int on = 0;
  EventRef at;
};

Shown shown_in(const Question& question, const RunView& run) {
  Shown shown;
  const std::uint64_t touched = touched_at(run);
  for (const BannerView& view : run.run->banner_views) {
    if (view.when.phase != Phase::withdraw || !view.found || view.at.line > touched) continue;
    for (const BannerControl& control : view.controls) {
      if (!shows_consent(question.book, control)) continue;
      ++shown.toggles;
      shown.on += control.checked.value_or(false) ? 1 : 0;
      shown.at = view.at;
    }
  }
  return shown;
}

}  // namespace

Finding reopened_panel(const Question& question) {
  const Speakers speakers = speakers_for(question.site, Phase::accept);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  std::vector<const RunView*> showing;
  std::vector<Shown> states;
  for (const RunView* run : speakers.runs) {
    const Shown shown = shown_in(question, *run);
    if (shown.toggles == 0) continue;
    showing.push_back(run);
    states.push_back(shown);
  }
  if (showing.empty()) {
    return without_verdict(Verdict::not_measured,
                           "no panel with toggles was seen when the choice was reopened");
  }
  Tally tally(question.phase, showing);
  for (std::size_t i = 0; i < showing.size(); ++i) {
    if (states[i].on > 0) continue;
    Sign sign;
    sign.weight = Verdict::risk;
    sign.evidence.at = states[i].at;
    sign.evidence.text = "Everything was accepted, and all " + std::to_string(states[i].toggles) +
                         " toggles of the reopened panel are off";
    tally.add(*showing[i], std::move(sign));
  }
  return tally.conclude("The reopened panel does not show the choice that was made",
                        "The reopened panel shows the choice that was made.");
}

}  // namespace consentry
