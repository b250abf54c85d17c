// SPDX-License-Identifier: Apache-2.0
#include "io/browser/gestures.h"

#include <algorithm>
#include <boost/json/value.hpp>

#include "io/browser/tab.h"

namespace consentry {
namespace {

using namespace std::chrono_literals;

constexpr auto kCommandTime = 3s;
// Two screens of the usual window, in turns of the wheel that scripts see as scrolling.
constexpr int kTurns = 4;
constexpr int kTurnBy = 400;
constexpr double kNarrow = 500;

}  // namespace

bool Gestures::look() {
  banner_ = finder_.look().banner;
  return banner_.has_value();
}

std::string Gestures::line() { return banner_ ? banner_->line : finder_.line_of_nothing(); }

const SeenControl* Gestures::cross() const {
  if (!banner_) return nullptr;
  const auto closes = [](const SeenControl& control) {
    const bool stays = control.href.empty() || control.href.starts_with('#') ||
                       control.href.starts_with("javascript:");
    return control.intent == Intent::close && control.usable() && control.in_box && stays;
  };
  const auto found = std::ranges::find_if(banner_->controls, closes);
  return found == banner_->controls.end() ? nullptr : &*found;
}

bool Gestures::possible(Step step) {
  if (step == Step::cross) return cross() != nullptr;
  // A turn of no pixels moves nothing and says whether one of many would.
  if (step == Step::scroll) return tab_.scroll(0, in(kCommandTime));
  if (step == Step::phone) return !narrow();
  return step == Step::wait || step == Step::escape;
}

// The scan's own window is a phone's already.
bool Gestures::narrow() {
  const auto width = tab_.evaluate(tab_.main_frame(), "innerWidth", in(kCommandTime));
  return !width || !width->is_number() || width->to_number<double>() < kNarrow;
}

void Gestures::back_to_desk() { tab_.show_on_phone(false); }

void Gestures::click_cross() {
  const SeenControl* control = cross();
  if (control == nullptr || !banner_) return;
  const std::string& frame = banner_->frame;
  const auto aim = finder_.aim(frame, control->handle);
  if (!aim) return;
  const Point middle{aim->rect.x + aim->rect.width / 2, aim->rect.y + aim->rect.height / 2};
  if (!aim->hit || !tab_.click(middle, in(kCommandTime))) finder_.press(frame, control->handle);
}

void Gestures::perform(Step step, Deadline end) {
  switch (step) {
    case Step::wait:
      tab_.pump_until([] { return false; }, std::min(arrived_ + kWaited, end));
      break;
    case Step::phone:
      tab_.show_on_phone(true);
      break;
    case Step::scroll:
      for (int turn = 0; turn < kTurns; ++turn) tab_.scroll(kTurnBy, in(kCommandTime));
      break;
    case Step::escape:
      (void)tab_.press_key("Escape", in(kCommandTime));
      break;
    case Step::cross:
      click_cross();
      break;
    default:
      break;
  }
}

}  // namespace consentry
