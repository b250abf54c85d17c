// SPDX-License-Identifier: Apache-2.0
#include "core/judge/banner_looks.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/observe/folded_text.h"

namespace consentry {
namespace {

// Phases in which a banner is asked for consent; after that it is opened to withdraw.
bool asks_for_consent(Phase phase) { return phase != Phase::withdraw; }

const ChoiceOutcome* choice_in(const RunView& run) {
  const ChoiceOutcome* refused = run.timeline.outcome(Phase::refuse);
  return refused != nullptr ? refused : run.timeline.outcome(Phase::accept);
}

// The first click that ends the state in which the site presented the banner.
std::uint64_t touched_at(const RunView& run) {
  std::uint64_t line = std::numeric_limits<std::uint64_t>::max();
  for (const Click& click : run.run->clicks) {
    if (click.intent != Intent::settings) line = std::min(line, click.at.line);
  }
  return line;
}

}  // namespace

BannerLook look_of(const RunView& run) {
  bool looked = false;
  for (const BannerView& view : run.run->banner_views) {
    if (!asks_for_consent(view.when.phase)) continue;
    if (view.found) return BannerLook::seen;
    looked = true;
  }
  const ChoiceOutcome* choice = choice_in(run);
  if (choice != nullptr && choice->result == ChoiceResult::no_banner) looked = true;
  const bool acted = choice != nullptr && choice->result != ChoiceResult::no_banner &&
                     choice->result != ChoiceResult::failed;
  if (acted) return BannerLook::seen;
  // An attempt that broke off may have missed what came later.
  if (choice != nullptr && choice->result == ChoiceResult::failed) return BannerLook::not_looked;
  return looked ? BannerLook::none : BannerLook::not_looked;
}

EventRef look_line(const RunView& run) {
  if (const ChoiceOutcome* choice = choice_in(run)) return choice->at;
  return run.run->banner_views.back().at;
}

const BannerView* first_layer(const RunView& run) {
  const BannerView* first = nullptr;
  for (const BannerView& view : run.run->banner_views) {
    if (!view.found || view.layer != 1 || !asks_for_consent(view.when.phase)) continue;
    if (view.at.line > touched_at(run)) break;
    if (first == nullptr || first->controls.empty()) first = &view;
  }
  return first;
}

bool has_unopened_settings(const RunView& run) {
  const BannerView* first = first_layer(run);
  return first != nullptr && visible_control(*first, Intent::settings) != nullptr &&
         std::ranges::none_of(run.run->banner_views,
                              [](const BannerView& view) { return view.found && view.layer > 1; });
}

std::vector<const BannerView*> untouched_layers(const RunView& run) {
  std::vector<const BannerView*> layers;
  for (const BannerView& view : run.run->banner_views) {
    const bool untouched = view.at.line < touched_at(run);
    if (view.found && untouched && asks_for_consent(view.when.phase)) layers.push_back(&view);
  }
  return layers;
}

Speakers runs_with_banner(const SiteView& site) {
  Speakers speakers;
  bool looked = false;
  bool seen = false;
  for (const RunView& run : site.runs()) {
    if (run.run->global_privacy_control) continue;
    const BannerLook look = look_of(run);
    looked = looked || look != BannerLook::not_looked;
    seen = seen || look == BannerLook::seen;
    const BannerView* layer = first_layer(run);
    if (layer != nullptr && !layer->controls.empty()) speakers.runs.push_back(&run);
  }
  if (!looked) {
    speakers.reason = "the banner was not looked at";
  } else if (!seen) {
    speakers.otherwise = Verdict::not_applicable;
    speakers.reason = "no consent banner was shown";
  } else {
    speakers.reason = "a banner was seen, but none of its controls could be read";
  }
  return speakers;
}

namespace {

// Fewer words of a text are no question.
constexpr std::size_t kLeastQuestion = 3;

// What a layer says beside its controls' labels.
std::set<std::string> said_beside_labels(const BannerView& view) {
  std::set<std::string> words;
  for (FoldedWord& word : fold_words(view.text)) words.insert(std::move(word.text));
  for (const BannerControl& control : view.controls) {
    for (const FoldedWord& word : fold_words(control.label)) words.erase(word.text);
  }
  return words;
}

// Half of what it says, or more, the first layer did not. A banner that only changes a count, or shows more of
// its text, says the same.
bool asks_something_else(const BannerView& first, const BannerView& later) {
  const std::set<std::string> words = said_beside_labels(later);
  const std::set<std::string> known = said_beside_labels(first);
  const auto repeated = static_cast<std::size_t>(std::ranges::count_if(
      words, [&known](const std::string& word) { return known.contains(word); }));
  return words.size() >= kLeastQuestion && repeated * 2 <= words.size();
}

// The last box seen between two clicks; null when none was.
const BannerView* seen_between(const RunView& run, const Click& first, const Click& last) {
  const BannerView* seen = nullptr;
  for (const BannerView& view : run.run->banner_views) {
    const bool between = view.at.line > first.at.line && view.at.line < last.at.line;
    if (view.found && between) seen = &view;
  }
  return seen;
}

}  // namespace

bool asked_again(const RunView& run, Phase phase, Intent intent) {
  const Click* first = nullptr;
  const Click* last = nullptr;
  for (const Click& click : run.run->clicks) {
    if (click.when.phase != phase) continue;
    if (first == nullptr) first = &click;
    last = &click;
  }
  const BannerView* layer = first_layer(run);
  if (first == last || first->intent != intent || layer == nullptr) return false;
  const BannerView* then = seen_between(run, *first, *last);
  if (then != nullptr && asks_something_else(*layer, *then)) return true;
  return std::ranges::none_of(layer->controls, [last](const BannerControl& control) {
    return control.visible && control.label == last->label;
  });
}

const BannerControl* chief_control(const BannerView& view, Intent intent) {
  const auto rank = [](const BannerControl& control) {
    const double area = control.rect.width * control.rect.height;
    return std::tuple(control.in_box, !control.in_paragraph, control.filled, area);
  };
  const BannerControl* best = nullptr;
  for (const BannerControl& control : view.controls) {
    if (control.intent != intent || !control.visible) continue;
    if (best == nullptr || rank(control) > rank(*best)) best = &control;
  }
  return best;
}

const BannerControl* visible_control(const BannerView& view, Intent intent) {
  const auto found = std::ranges::find_if(view.controls, [&](const BannerControl& control) {
    return control.visible && control.intent == intent;
  });
  return found == view.controls.end() ? nullptr : &*found;
}

}  // namespace consentry
