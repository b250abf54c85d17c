// SPDX-License-Identifier: Apache-2.0
// What the finder saw, with the meaning of its labels, and which of several boxes is the consent
// banner. Pure: fed with the finder's JSON.
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/observe/observation.h"

namespace consentry {

class ControlLexicon;

struct SeenControl {
  int handle = 0;  // the finder's name for the element
  std::string label;
  std::string kind;
  std::string href;
  Intent intent = Intent::unknown;
  bool generic = false;    // a yes or no that does not say to what
  bool necessary = false;  // a toggle of what needs no consent
  bool refuses = false;    // a toggle that refuses when on
  bool says_off = false;   // a toggle whose label may only say that it is off
  bool visible = false;
  bool in_view = false;
  bool in_box = false;
  bool disabled = false;
  std::optional<bool> checked;
  bool doubtful = false;  // its styles do not tell how its text is seen
  Rect text;              // where that text stands, in the frame's viewport

  [[nodiscard]] bool usable() const { return visible && !disabled; }
  // A link to another document, not to a place or script on this page.
  [[nodiscard]] bool leads_away() const;
};

struct SeenBanner {
  std::string frame;  // id
  int handle = 0;
  std::string how;
  std::string text;
  Rect box;            // in the frame's viewport
  bool named = false;  // its markup calls it a cookie or consent box
  int fields = 0;      // text inputs
  std::vector<SeenControl> controls;
  std::string line;  // what the event log keeps of it, coordinates in the top frame's viewport

  [[nodiscard]] bool has(Intent intent) const;
  // Equal for two looks between which nothing changed for a visitor.
  [[nodiscard]] std::string signature() const;
};

// A finder's answer for one frame. Controls that are clickable by their text alone are kept only
// when the text says what they do; the heads of a list of categories are left out. `offset_x`,
// `offset_y`: where the frame stands in the top frame.
struct FrameLook {
  std::string frame;
  std::string frame_url;  // "" for the top frame
  double offset_x = 0, offset_y = 0;
};
std::vector<SeenBanner> read_candidates(const boost::json::object& look, const FrameLook& frame,
                                        const ControlLexicon& lexicon);
// Controls given by themselves (those that stand outside a box).
std::vector<SeenControl> read_controls(const boost::json::array& controls,
                                       const ControlLexicon& lexicon);

// The consent banner among boxes; null when none of them asks for consent (a newsletter pop-up, an
// age check, a cookie policy). `expected`: a click of ours should have opened it, so that a layer
// which only leads on counts too.
const SeenBanner* choose_banner(const std::vector<SeenBanner>& candidates,
                                const ControlLexicon& lexicon, bool expected);

// The same banner with further controls; its log line holds them too.
void add_controls(SeenBanner& banner, const boost::json::array& controls,
                  std::vector<SeenControl> read, const FrameLook& frame);

// The log line of a look that found nothing.
std::string line_of_nothing(double width, double height);

}  // namespace consentry
