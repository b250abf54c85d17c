// SPDX-License-Identifier: Apache-2.0
// Clocks as an iCalendar file (RFC 5545), for any calendar program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/dossier/clock.h"

namespace consentry {

// A day-long event on the last day of each clock, with a reminder where the rule has one. `name` is
// that of the case; `now` is when the file is written, which the format wants to know. The same
// clocks keep their identity from file to file.
std::string calendar_text(std::string_view name, const std::vector<RunningClock>& clocks,
                          UtcTime now);

}  // namespace consentry
