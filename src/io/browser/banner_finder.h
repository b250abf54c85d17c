// SPDX-License-Identifier: Apache-2.0
// The finder script (web/finder) in the frames of a tab: asks each frame that may hold a banner,
// and acts on the elements it found. One thread, like Tab.
#pragma once

#include <boost/json/fwd.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "io/browser/banner_view.h"
#include "io/browser/closed_roots.h"

namespace consentry {

class Tab;
struct RunTools;

// What was seen by one look over all frames.
struct PageLook {
  std::optional<SeenBanner> banner;
  bool hinted = false;              // something announces a banner that is not there (yet)
  double age_ms = 0;                // since the navigation began
  std::vector<std::string> frames;  // that speak of consent, the top frame first
};

// A control that leads back to the choice.
struct WayBack {
  int handle = 0;
  std::string label;
  std::string control;  // "floating" "link" "button" "api"; an api's label is its call
  std::string href;
  bool visible = false;
  bool doubtful =
      false;  // speaks of cookies and stays on the page; only a click tells what it does
};

struct ControlAim {
  Rect rect;         // in the top frame's viewport
  bool hit = false;  // a click on its middle reaches it
};

class BannerFinder {
 public:
  // Both outlive it.
  BannerFinder(Tab& tab, const RunTools& tools) : tab_(tab), tools_(tools), closed_(tab) {}

  // expected: see choose_banner.
  PageLook look(bool expected = false);
  // Adds controls that refuse but stand outside the banner's box.
  void add_outside_refusals(SeenBanner& banner);
  // Ways back on the present page, in the order a visitor would try them: visible ones first, calls
  // last.
  std::vector<WayBack> ways_back();
  // Calls the page's own interface of that name.
  void call_way(const std::string& name);

  // Brings the control into view. Empty: it is gone.
  std::optional<ControlAim> aim(const std::string& frame, int handle);
  // Where a frame's corner stands in the top frame's viewport.
  FrameLook place_of(const std::string& frame);
  // A click by script, for what a mouse cannot reach.
  void press(const std::string& frame, int handle);
  bool shown(const std::string& frame, int handle);
  // Waits for the next change of the frame's document, at most so long. False: nothing changed.
  bool wait_for_change(const std::string& frame, std::chrono::milliseconds span);
  // Keys and values in web storage of a frame's origin, and what consent interfaces of the page
  // say.
  boost::json::object stored(const std::string& frame);
  boost::json::object signals();
  // The last look's line for the log when it found nothing.
  [[nodiscard]] std::string line_of_nothing();

 private:
  boost::json::value ask(const std::string& frame, std::string_view function,
                         const boost::json::array& arguments);
  boost::json::value ask_page(std::string_view question, std::string_view name);
  bool install(const std::string& frame);
  std::vector<std::string> frames_worth_asking();
  boost::json::object look_in(const std::string& frame);
  boost::json::array closed_roots(const std::string& frame);

  Tab& tab_;
  const RunTools& tools_;
  ClosedRoots closed_;
};

}  // namespace consentry
