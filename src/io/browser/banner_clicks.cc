// SPDX-License-Identifier: Apache-2.0
#include "io/browser/banner_clicks.h"

#include "io/browser/event_log.h"
#include "io/browser/tab.h"

namespace consentry {
namespace {

constexpr std::chrono::milliseconds kPictureTime{5'000};

}  // namespace

void BannerClicks::photograph(std::string_view moment) {
  if (auto picture = tab_.screenshot(in(kPictureTime))) log_.shot(moment, *picture);
}

void BannerClicks::before(int layer, Intent intent, std::string_view label, std::string_view tool,
                          const Rect& rect) {
  if (!fresh_picture_) photograph("before-click");
  fresh_picture_ = false;
  ++count_;
  log_.click(layer, intent, label, tool, rect);
}

void BannerClicks::after() {
  photograph("after-click");
  fresh_picture_ = true;
}

}  // namespace consentry
