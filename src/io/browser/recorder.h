// SPDX-License-Identifier: Apache-2.0
// Which of the browser's events are evidence (docs/formats/event-log.md), and their way into the
// log.
#pragma once

#include <string>

namespace consentry {

class DevtoolsMessage;
class EventLog;
class Tab;

// True when the event belongs into the log. `binding` is the probe's channel. Requests for data:
// URLs never leave the browser and are left out.
bool is_evidence(const DevtoolsMessage& event, const std::string& binding);

// The end of a step: the cookie jar, web storage of every origin seen, and the page's own account
// of its consent state (`state_script`, main world). What cannot be had is left out.
void write_checkpoint(Tab& tab, std::string_view state_script, EventLog& log);

// The page's consent interfaces and links as JSON text; "" when the page does not answer.
std::string page_state(Tab& tab, std::string_view state_script);

}  // namespace consentry
