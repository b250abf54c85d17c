// SPDX-License-Identifier: Apache-2.0
// Finds the consent banner of the page in a tab and makes a choice in it, as a visitor would.
#pragma once

#include <string>
#include <vector>

#include "core/observe/observation.h"

namespace consentry {

class EventLog;
class Tab;
struct RunTools;

struct ChoiceAttempt {
  ChoiceResult result = ChoiceResult::failed;
  std::string tool;  // "generic" or "autoconsent:<rule>"
  int clicks = 0;
  int layers = 0;                  // deepest layer that was needed
  std::vector<std::string> proof;  // what shows it; required for `done`
};

// Logs one `banner` line for what is there before any click.
void look_at_banner(Tab& tab, const RunTools& tools, EventLog& log);

// The same on a page that was loaded after a choice, without scrolling: does the banner ask again?
// True: it does.
bool look_for_return(Tab& tab, const RunTools& tools, EventLog& log);
// The same without waiting for a banner that is not there yet.
void look_once(Tab& tab, const RunTools& tools, EventLog& log);

// Looks, before a choice is made, at settings that a refusal on the first layer passes by. True when
// something was clicked: the page has to be loaded anew before the choice. `pictured`: the log's last
// shot shows the page as it is, so none is taken before the first click.
bool look_into_settings(Tab& tab, const RunTools& tools, EventLog& log, bool pictured = false);

// What is known of the page on which a choice is to be made.
struct PageBefore {
  bool pictured = false;       // as above
  bool showed_banner = false;  // when it was loaded before: a late banner will come again
};

// Tries to refuse, accept, withdraw or consent to one purpose (`wanted`); logs banner, click and shot
// lines on its way. The caller logs the `choice` line from what is returned.
ChoiceAttempt make_choice(Tab& tab, Phase wanted, const RunTools& tools, EventLog& log,
                          PageBefore before = {});

// Logs a `reopen` line for each way back to the choice that a visitor sees. True: one is visible.
bool look_for_reopen(Tab& tab, const RunTools& tools, EventLog& log);

}  // namespace consentry
