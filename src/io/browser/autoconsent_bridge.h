// SPDX-License-Identifier: Apache-2.0
// autoconsent's rules for known consent managers, run in the frames that may hold one
// (web/autoconsent). It is believed in nothing: its clicks are made only when their labels do not
// say the opposite of what is wanted, and whether a choice was made is judged by its effect
// elsewhere.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/observe/phase.h"
#include "io/browser/banner_view.h"
#include "io/browser/deadline.h"

namespace consentry {

class Tab;
struct RunTools;

// A click that a rule wants to make.
struct WantedClick {
  std::string frame;
  std::string label;
  Rect rect;  // in the frame's viewport
};

class AutoconsentBridge {
 public:
  // Says whether the click may be made.
  using Permission = std::function<bool(const WantedClick&)>;

  AutoconsentBridge(Tab& tab, const RunTools& tools) : tab_(tab), tools_(tools) {}

  // Brings it into the frames and waits until a rule knows the open banner. "": none does.
  std::string recognise(const std::vector<std::string>& frames, Deadline deadline);
  // Lets the recognised rule choose (refuse or accept). False: it gave up, was refused a click, or
  // the time passed.
  bool act(Phase wanted, const Permission& permission, Deadline deadline);

 private:
  struct Message;
  std::vector<Message> fetch(Deadline deadline);
  void answer(const Message& message, bool value);
  bool evaluate(const Message& message);
  // Whether the attempt ended well, when the message ends it; `ending` is the type that says so.
  std::optional<bool> react(const Message& message, std::string_view ending,
                            const Permission& permission);

  Tab& tab_;
  const RunTools& tools_;
  std::vector<std::string> frames_;
  std::string frame_;  // of the recognised rule
  std::string rule_;
  bool gone_ = false;  // the rule's frame, or its document
};

}  // namespace consentry
