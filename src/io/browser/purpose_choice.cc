// SPDX-License-Identifier: Apache-2.0
// Consent to one purpose alone: the settings' toggle for statistics, else for preferences, is left on
// and every other one off. What is not certain is not done, as a wrong reading would accuse: no
// toggle is guessed, none is believed without its state afterwards, and nothing is saved otherwise.
#include <algorithm>
#include <array>

#include "io/browser/choice_search.h"
#include "io/browser/event_log.h"

namespace consentry {
namespace {

// The first that the settings offer. Advertising is left out: what serves it may measure as well.
constexpr std::array<std::string_view, 2> kWanted{"statistics", "preferences"};
constexpr std::string_view kNecessary = "necessary";
// Switching a group sets its members too; with more, the settings are a list of vendors.
constexpr std::size_t kMaxFlips = 12;
// The finder keeps the first and last of long lists (web/finder/controls.ts), with a reserve for
// those that are no controls after all.
constexpr std::size_t kMaxKnownControls = 90;

bool is_toggle(const SeenControl& control) { return control.checked.has_value(); }

}  // namespace

std::string_view ChoiceSearch::category_of(const SeenBanner& banner,
                                           const SeenControl& toggle) const {
  return category_(banner.text, toggle.label);
}

std::string_view ChoiceSearch::purpose_offered(const SeenBanner& banner) const {
  for (const std::string_view wanted : kWanted) {
    const bool offered = std::ranges::any_of(banner.controls, [&](const SeenControl& control) {
      return is_toggle(control) && control.usable() && category_of(banner, control) == wanted;
    });
    if (offered) return wanted;
  }
  return {};
}

ChoiceSearch::Next ChoiceSearch::next_purpose(const SeenBanner& banner) {
  const bool offered = !purpose_offered(banner).empty();
  const auto* save = offered ? pick(banner, Intent::save) : nullptr;
  if (save != nullptr) return {Move::choose, save};
  const auto* settings = pick(banner, Intent::settings);
  if (settings != nullptr && !settings->leads_away()) return {Move::open, settings};
  if (obstacle_.empty()) {
    const bool toggles = std::ranges::any_of(banner.controls, is_toggle);
    obstacle_ =
        offered ? "no control saves what the settings' toggles are set to"
        : toggles
            ? "no toggle asks for statistics or for preferences alone, as far as its label tells"
            : "the banner shows no toggles, and no settings with any could be opened";
  }
  return {};
}

bool ChoiceSearch::leave_one_on(SeenBanner& banner, int layer) {
  const std::string purpose(purpose_offered(banner));
  const auto is_odd = [](const SeenControl& control) {
    return is_toggle(control) && (control.refuses || control.kind == "radio");
  };
  if (banner.controls.size() > kMaxKnownControls || std::ranges::any_of(banner.controls, is_odd)) {
    obstacle_ = "the settings hold more than toggles that each ask for one purpose";
    return false;
  }
  // Others of the purpose may follow its first toggle, or be parts of it.
  const auto asks_for_it = [&](const SeenControl& control) {
    return category_of(banner, control) == purpose;
  };
  const auto left_on = [&](const SeenControl& control) {
    return is_toggle(control) && *control.checked && !control.disabled &&
           category_of(banner, control) != kNecessary && !asks_for_it(control);
  };
  const auto to_switch_off = [&](const SeenControl& control) {
    return control.usable() && left_on(control);
  };
  const auto is_on = [&](const SeenControl& control) {
    return is_toggle(control) && *control.checked && asks_for_it(control);
  };
  const auto to_switch_on = [&](const SeenControl& control) {
    return is_toggle(control) && control.usable() && !*control.checked && asks_for_it(control);
  };
  std::set<int> flipped;
  while (flipped.size() < kMaxFlips && !spent()) {
    auto next = std::ranges::find_if(banner.controls, to_switch_off);
    if (next == banner.controls.end() && std::ranges::none_of(banner.controls, is_on))
      next = std::ranges::find_if(banner.controls, to_switch_on);
    // One that did not follow its first click will not follow a second.
    if (next == banner.controls.end() || !flipped.insert(next->handle).second) break;
    if (!flip(banner, *next, layer)) {
      obstacle_ = "the settings did not stay while their toggles were set";
      return false;
    }
  }
  clicks_.after();
  log_.banner(layer, banner.line);
  const bool alone =
      std::ranges::any_of(banner.controls, is_on) && std::ranges::none_of(banner.controls, left_on);
  if (!alone) obstacle_ = "the toggles did not come to stand at " + purpose + " alone";
  return alone;
}

ChoiceAttempt ChoiceSearch::follow_purpose(SeenBanner banner, const CategoryOf& category) {
  if (!category) return ended(ChoiceResult::no_control, 1, {});
  category_ = category;
  ChoiceAttempt attempt = follow(std::move(banner), 1);
  if (attempt.result != ChoiceResult::done && !obstacle_.empty()) {
    log_.note(name_of(Phase::one_purpose), obstacle_);
  }
  return attempt;
}

}  // namespace consentry
