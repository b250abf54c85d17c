// SPDX-License-Identifier: Apache-2.0
// What a server tells its operator: one JSON object a line on stderr. Never anything of a visitor:
// no address, no id, no content.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace consentry {

enum class LogLevel { info, warning, error };

// Thread-safe. {"time": "...", "level": "info", "event": "started", ...fields}
void log_event(LogLevel level, std::string_view event,
               const std::vector<std::pair<std::string_view, std::string>>& fields = {});

}  // namespace consentry
