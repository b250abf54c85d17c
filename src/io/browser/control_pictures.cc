// SPDX-License-Identifier: Apache-2.0
#include "io/browser/control_pictures.h"

#include <algorithm>
#include <vector>

#include "io/browser/banner_finder.h"
#include "io/browser/event_log.h"
#include "io/browser/tab.h"

namespace consentry {
namespace {

using namespace std::chrono_literals;

constexpr auto kPictureTime = 3s;
// A banner that offers more ways to accept and refuse is pictured as far as that.
constexpr std::size_t kMaxPictured = 4;
// Smoothed edges are half as large a part of the letters at twice their size.
constexpr double kScale = 2;
// Square CSS pixels: three lines over a whole window. A label is one line in its button.
constexpr double kLargestLabel = 120'000;
// Fading in takes some 300 ms; what is under way looks different after half of that.
constexpr auto kBetweenPictures = 150ms;

struct Wanted {
  std::size_t index;  // among the banner's controls
  Rect part;
};

std::vector<Wanted> wanted_of(const SeenBanner& banner, const FrameLook& place) {
  std::vector<Wanted> wanted;
  for (const Intent intent : {Intent::refuse_all, Intent::accept_all}) {
    for (std::size_t i = 0; i < banner.controls.size(); ++i) {
      const SeenControl& control = banner.controls[i];
      const Rect& text = control.text;
      if (control.intent != intent || !control.doubtful || !control.usable() || !control.in_view)
        continue;
      if (text.width * text.height > kLargestLabel || wanted.size() >= kMaxPictured) continue;
      wanted.push_back(
          {i, {text.x + place.offset_x, text.y + place.offset_y, text.width, text.height}});
    }
  }
  return wanted;
}

}  // namespace

void picture_controls(Tab& tab, BannerFinder& finder, EventLog& log, const SeenBanner& banner) {
  const bool any = std::ranges::any_of(banner.controls, &SeenControl::doubtful);
  if (!any) return;
  const std::vector<Wanted> wanted = wanted_of(banner, finder.place_of(banner.frame));
  if (wanted.empty()) return;
  for (const bool again : {false, true}) {
    if (again) tab.pump_until([] { return false; }, in(kBetweenPictures));
    for (const Wanted& one : wanted) {
      const auto png = tab.picture(one.part, kScale, in(kPictureTime));
      if (png) log.picture(one.index, *png);
    }
  }
}

}  // namespace consentry
