// SPDX-License-Identifier: Apache-2.0
#include "io/browser/choice_search.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "io/browser/control_pictures.h"
#include "io/browser/event_log.h"
#include "io/browser/tab.h"

namespace consentry {
namespace {

using namespace std::chrono_literals;

constexpr auto kCommandTime = 3s;
// A banner may be this late after the navigation began, where something announces it, or where it has
// come to the same page before.
constexpr double kLatestBannerMs = 4'500;
// Where nothing does, only a page that is younger than this is looked at twice.
constexpr double kLatestSurpriseMs = 1'500;
// How often that a page may take which loads itself anew, as some do once to show another language.
constexpr double kReloadedOnce = 2;
// Frames load without a change in the document around them.
constexpr double kLongestBlinkMs = 800;
constexpr auto kBetweenLooks = 200ms;
constexpr auto kLayerTime = 3'000ms;   // for a further layer to open
constexpr auto kChoiceTime = 2'500ms;  // for a banner to go away
constexpr auto kRecordTime = 400ms;    // for the record to be written after that
constexpr auto kSlowestChoice = 8s;    // for one that pretends to be hard work
constexpr int kMaxSwitches = 30;
// Most of a window: enough for every "after scrolling" in use, not yet the end of a short page.
constexpr int kScrollBy = 600;
constexpr auto kAfterScroll = 700ms;

// A toggle that asks for consent when on.
bool asks(const SeenControl& control) {
  return control.checked && control.usable() && !control.refuses && !control.says_off &&
         !control.necessary && control.kind != "radio";
}

// What is still to be switched before saving refuses; null: nothing. A switch that refuses all adds
// nothing to others that are off, and may be one that turns all of them on.
const SeenControl* to_switch(const SeenBanner& banner, const std::set<int>& switched) {
  const auto left = [&switched](const SeenControl& control) {
    return !switched.contains(control.handle);
  };
  for (const SeenControl& control : banner.controls) {
    if (asks(control) && *control.checked && left(control)) return &control;
  }
  const bool others = std::ranges::any_of(banner.controls, asks);
  for (const SeenControl& control : banner.controls) {
    const bool off = control.refuses && control.usable() && !*control.checked;
    if (off && (control.kind == "radio" || !others) && left(control)) return &control;
  }
  return nullptr;
}

std::string key_of(const std::string& frame, const SeenControl& control) {
  return frame + '|' + std::to_string(control.handle) + '|' + control.label;
}

}  // namespace

ChoiceSearch::ChoiceSearch(Tab& tab, BannerFinder& finder, EventLog& log, Phase wanted,
                           Deadline end)
    : tab_(tab), finder_(finder), log_(log), wanted_(wanted), end_(end), clicks_(tab, log) {}

bool ChoiceSearch::spent() const {
  return clicks_.count() >= kMaxActions || Clock::now() >= end_ || tab_.browser_gone() ||
         tab_.crashed();
}

std::optional<SeenBanner> ChoiceSearch::wait_for_banner() {
  const auto begun = Clock::now();
  while (true) {
    PageLook look = finder_.look();
    frames_ = std::move(look.frames);
    announced_ = look.hinted;
    if (look.banner) return std::move(look.banner);
    const double latest = look.hinted || expected_ ? kLatestBannerMs : kLatestSurpriseMs;
    if (spent()) return std::nullopt;
    // A page that loads itself again and again never grows old.
    const std::chrono::duration<double, std::milli> waited = Clock::now() - begun;
    if (look.age_ms >= latest || waited.count() >= kReloadedOnce * latest) {
      if (scrolled_ || !scroll_down()) return std::nullopt;
      continue;
    }
    const double left = latest - look.age_ms;
    wait_for_news(std::chrono::milliseconds(static_cast<int>(std::min(left, kLongestBlinkMs))));
  }
}

// Some banners come only once the visitor moves. False: the page is no longer than the window.
bool ChoiceSearch::scroll_down() {
  scrolled_ = true;
  if (!tab_.scroll(kScrollBy, in(kCommandTime))) return false;
  log_.note("scroll", "no banner was in sight; scrolled down by " + std::to_string(kScrollBy) +
                          " pixels to see whether one comes");
  wait_for_news(kAfterScroll);
  return true;
}

// Until the page changed, or so long; never so short that a page in motion is looked at all the
// time.
void ChoiceSearch::wait_for_news(std::chrono::milliseconds most) {
  const Deadline soonest = in(kBetweenLooks);
  finder_.wait_for_change(tab_.main_frame(), most);
  tab_.pump_until([] { return false; }, std::min(soonest, end_));
}

ConsentTrace ChoiceSearch::trace() {
  const auto jar =
      tab_.call("Storage.getCookies", boost::json::object{{"browserContextId", tab_.context_id()}},
                in(kCommandTime));
  static const boost::json::object kEmpty;
  return trace_of(jar && jar->is_object() ? jar->get_object() : kEmpty,
                  finder_.stored(tab_.main_frame()), finder_.signals());
}

void ChoiceSearch::remember_state() {
  if (!before_) before_ = trace();
}

std::vector<std::string> ChoiceSearch::proof() {
  if (!before_) return {};
  std::vector<std::string> shows = proof_of(*before_, trace());
  for (const Deadline until = in(kRecordTime); shows.empty() && Clock::now() < until;) {
    tab_.pump_until([] { return false; }, in(kBetweenLooks));
    shows = proof_of(*before_, trace());
  }
  return shows;
}

bool ChoiceSearch::gone(const SeenBanner& banner) {
  const auto now = finder_.look(true).banner;
  const bool offers = now && (now->has(Intent::accept_all) || now->has(Intent::refuse_all) ||
                              now->has(Intent::save));
  return !offers && !finder_.shown(banner.frame, banner.handle);
}

bool ChoiceSearch::click(const std::string& frame, int handle, int layer, Intent intent,
                         const std::string& label) {
  remember_state();
  const auto aim = finder_.aim(frame, handle);
  if (!aim) return false;
  clicks_.before(layer, intent, label, "generic", aim->rect);
  const Point middle{aim->rect.x + aim->rect.width / 2, aim->rect.y + aim->rect.height / 2};
  if (!aim->hit || !tab_.click(middle, in(kCommandTime))) finder_.press(frame, handle);
  return true;
}

const SeenControl* ChoiceSearch::pick(const SeenBanner& banner, Intent intent) const {
  const SeenControl* best = nullptr;
  int best_rank = -1;
  for (const SeenControl& control : banner.controls) {
    if (control.intent != intent || !control.usable()) continue;
    if (tried_.contains(key_of(banner.frame, control))) continue;
    const int rank = (control.generic && intent != Intent::settings ? 0 : 8) +
                     (control.leads_away() ? 0 : 4) + (control.in_box ? 2 : 0) +
                     (control.in_view ? 1 : 0);
    if (rank > best_rank) {
      best = &control;
      best_rank = rank;
    }
  }
  return best;
}

ChoiceSearch::Next ChoiceSearch::next_acceptance(const SeenBanner& banner) {
  if (const auto* accept = pick(banner, Intent::accept_all)) return {Move::choose, accept};
  // In a panel "allow all" may only set the switches, and saving takes them.
  const auto* save = clicked_a_choice_ ? pick(banner, Intent::save) : nullptr;
  const bool all_on = std::ranges::none_of(banner.controls, [](const SeenControl& control) {
    return control.usable() && control.checked == control.refuses;
  });
  if (save != nullptr && all_on) return {Move::choose, save};
  if (const auto* settings = pick(banner, Intent::settings)) return {Move::open, settings};
  return {};
}

ChoiceSearch::Next ChoiceSearch::next_refusal(const SeenBanner& banner, int layer) {
  const auto* refuse = pick(banner, Intent::refuse_all);
  if (refuse == nullptr && wanted_ == Phase::withdraw) refuse = pick(banner, Intent::withdraw);
  if (refuse != nullptr && !refuse->leads_away()) return {Move::choose, refuse};
  const auto toggles = std::ranges::count_if(
      banner.controls, [](const SeenControl& c) { return c.checked.has_value() && c.visible; });
  const auto* save = pick(banner, Intent::save);
  if (save != nullptr && (toggles > 0 || layer > 1)) return {Move::choose, save};
  if (const auto* settings = pick(banner, Intent::settings)) return {Move::open, settings};
  if (refuse != nullptr) return {Move::choose, refuse};
  // Inside the settings, what names partners or vendors opens the next layer; on the first layer
  // the same words lead to a list or a policy.
  const auto* deeper = layer > 1 ? pick(banner, Intent::policy) : nullptr;
  if (deeper != nullptr && !deeper->leads_away()) return {Move::open, deeper};
  return {};
}

ChoiceSearch::Next ChoiceSearch::next(const SeenBanner& banner, int layer) {
  if (wanted_ == Phase::one_purpose) return next_purpose(banner);
  return wanted_ == Phase::accept ? next_acceptance(banner) : next_refusal(banner, layer);
}

bool ChoiceSearch::flip(SeenBanner& banner, const SeenControl& toggle, int layer) {
  click(banner.frame, toggle.handle, layer, Intent::toggle, toggle.label);
  clicks_.go_on();  // one picture before the first switch, one after the last
  PageLook look = finder_.look(true);
  if (!look.banner || look.banner->frame != banner.frame) return false;
  banner = std::move(*look.banner);
  return true;
}

bool ChoiceSearch::switch_off(SeenBanner& banner, int layer) {
  std::set<int> switched;
  for (int count = 0; count < kMaxSwitches && !spent(); ++count) {
    const SeenControl* toggle = to_switch(banner, switched);
    if (toggle == nullptr) break;
    switched.insert(toggle->handle);
    if (!flip(banner, *toggle, layer)) return false;
  }
  if (!switched.empty()) {
    clicks_.after();
    log_.banner(layer, banner.line);
  }
  return to_switch(banner, {}) == nullptr;
}

std::optional<SeenBanner> ChoiceSearch::after_click(const SeenBanner& banner, Left left) {
  const auto most = left == Left::may_be_gone ? kChoiceTime : kLayerTime;
  const std::string signature = banner.signature();
  const Deadline until = std::min(in(most), end_);
  std::optional<SeenBanner> seen = banner;
  while (Clock::now() < until && !tab_.crashed() && !tab_.browser_gone()) {
    wait_for_news(kBetweenLooks);
    seen = finder_.look(true).banner;
    // A choice ends with no banner; between two layers there may be none for a moment.
    if (seen ? seen->signature() != signature : left == Left::may_be_gone) break;
  }
  // What moves in or out by animation is complete a moment later.
  tab_.pump_until([] { return false; }, in(kBetweenLooks));
  if (auto complete = finder_.look(true).banner; complete || left == Left::may_be_gone) {
    seen = std::move(complete);
  }
  clicks_.after();
  return seen;
}

ChoiceAttempt ChoiceSearch::ended(ChoiceResult result, int layers,
                                  std::vector<std::string> proof) const {
  return {result, "generic", clicks_.count(), layers, std::move(proof)};
}

// Some panels note the choice at once and stay open until they are saved or closed. A click that
// then changes nothing is not part of choosing; closing must not change anything.
std::optional<ChoiceAttempt> ChoiceSearch::finished_with(const SeenBanner& panel,
                                                         const SeenControl& control,
                                                         std::vector<std::string> shows,
                                                         int layer) {
  if (shows.empty()) return std::nullopt;
  const bool unset = to_switch(panel, {}) != nullptr;
  const SeenControl* save = unset ? nullptr : pick(panel, Intent::save);
  const SeenControl* last = save != nullptr ? save : pick(panel, Intent::close);
  if (last == nullptr || (save == nullptr && panel.has(Intent::save))) return std::nullopt;
  const ConsentTrace chosen = trace();
  const int clicks = clicks_.count();
  if (!click(panel.frame, last->handle, layer, last->intent, last->label)) return std::nullopt;
  (void)after_click(panel, Left::may_be_gone);
  const bool changed = !proof_of(chosen, trace()).empty();
  if (!gone(panel)) return std::nullopt;
  if (changed && save == nullptr) return ended(ChoiceResult::unproven, layer, std::move(shows));
  shows.insert(shows.begin(), "banner-gone");
  shows.push_back("label:" + std::string(name_of(control.intent)));
  ChoiceAttempt attempt = ended(ChoiceResult::done, layer, std::move(shows));
  if (!changed) attempt.clicks = clicks;
  return attempt;
}

std::optional<ChoiceAttempt> ChoiceSearch::chosen(const SeenBanner& banner,
                                                  const SeenControl& control,
                                                  const std::optional<SeenBanner>& now, int layer) {
  clicked_a_choice_ = true;
  // Where the click was followed until nothing was found any more, only the box itself is asked.
  bool left = now ? gone(banner) : !finder_.shown(banner.frame, banner.handle);
  std::vector<std::string> shows = proof();
  // A box that is still there, with nothing left to click, is said to be at work.
  for (const Deadline until = std::min(in(kSlowestChoice), end_);
       !left && shows.empty() && !now && Clock::now() < until && !tab_.browser_gone();) {
    wait_for_news(kBetweenLooks);
    left = gone(banner);
    if (left) shows = proof();
  }
  if (now && now->has(control.intent)) {
    if (auto attempt = finished_with(*now, control, shows, layer)) return attempt;
  }
  // Shown before its scripts listened, it takes a second click, as a visitor would find.
  const std::string key = key_of(banner.frame, control);
  if (now && now->signature() == banner.signature() && repeated_.insert(key).second) {
    tried_.erase(key);
  }
  if (!left && shows.empty()) return std::nullopt;
  // A box that still offers the choice has not taken it, whatever else was written.
  if (now && now->has(control.intent)) return std::nullopt;
  if (left) shows.insert(shows.begin(), "banner-gone");
  shows.push_back("label:" + std::string(name_of(control.intent)));
  return ended(ChoiceResult::done, layer, std::move(shows));
}

bool ChoiceSearch::press(SeenBanner& banner, const SeenControl& control, int layer) {
  tried_.insert(key_of(banner.frame, control));
  if (wanted_ == Phase::one_purpose) {
    if (control.intent == Intent::save && !leave_one_on(banner, layer)) return false;
    return click(banner.frame, control.handle, layer, control.intent, control.label);
  }
  const bool refusing = wanted_ != Phase::accept;
  if (refusing && control.intent == Intent::save && !switch_off(banner, layer)) return false;
  return click(banner.frame, control.handle, layer, control.intent, control.label);
}

void ChoiceSearch::add_what_stands_outside(SeenBanner& banner) {
  const bool refusing = wanted_ == Phase::refuse || wanted_ == Phase::withdraw;
  if (!refusing || banner.has(Intent::refuse_all)) return;
  finder_.add_outside_refusals(banner);
}

ChoiceAttempt ChoiceSearch::follow(SeenBanner banner, int layer) {
  while (!spent() && layer <= kMaxLayers) {
    add_what_stands_outside(banner);
    log_.banner(layer, banner.line);
    // How it was presented: once something was chosen in it, nothing is judged of that any more.
    const bool asks = wanted_ == Phase::refuse || wanted_ == Phase::accept;
    if (asks && !clicked_a_choice_) picture_controls(tab_, finder_, log_, banner);
    const Next step = next(banner, layer);
    if (step.move == Move::none) break;
    const SeenControl control = *step.control;
    if (!press(banner, control, layer)) continue;
    const bool choosing = step.move == Move::choose;
    std::optional<SeenBanner> now =
        after_click(banner, choosing ? Left::may_be_gone : Left::another_layer);
    auto attempt = choosing ? chosen(banner, control, now, layer) : std::nullopt;
    if (attempt) return *std::move(attempt);
    if (!now) break;
    if (!choosing && now->signature() != banner.signature()) ++layer;
    banner = std::move(*now);
  }
  const ChoiceResult result = clicked_a_choice_ ? ChoiceResult::unproven : ChoiceResult::no_control;
  return ended(result, std::min(layer, kMaxLayers), proof());
}

bool ChoiceSearch::look_into_settings(const SeenBanner& banner) {
  const SeenControl* settings = pick(banner, Intent::settings);
  if (settings == nullptr || settings->leads_away()) return false;
  if (!click(banner.frame, settings->handle, 1, Intent::settings, settings->label)) return false;
  const auto opened = after_click(banner, Left::another_layer);
  if (opened && opened->signature() != banner.signature()) {
    log_.banner(2, opened->line);
    picture_controls(tab_, finder_, log_, *opened);
  }
  return true;
}

std::optional<SeenBanner> ChoiceSearch::open_way_back(const WayBack& way) {
  remember_state();
  if (way.control == "api") {
    finder_.call_way(way.label);
  } else if (!click(tab_.main_frame(), way.handle, 1, Intent::withdraw, way.label)) {
    return std::nullopt;
  }
  const Deadline until = std::min(in(kLayerTime), end_);
  while (Clock::now() < until) {
    wait_for_news(kBetweenLooks);
    if (auto seen = finder_.look(true).banner) {
      tab_.pump_until([] { return false; }, in(kBetweenLooks));
      auto settled = finder_.look(true).banner;
      return settled ? settled : seen;
    }
  }
  return std::nullopt;
}

}  // namespace consentry
