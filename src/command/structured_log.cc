// SPDX-License-Identifier: Apache-2.0
#include "command/structured_log.h"

#include <boost/json.hpp>
#include <cstdio>

#include "command/consent_data.h"
#include "command/system_time.h"

namespace consentry {

void log_event(LogLevel level, std::string_view event,
               const std::vector<std::pair<std::string_view, std::string>>& fields) {
  constexpr std::array<std::string_view, 3> kLevels{"info", "warning", "error"};
  boost::json::object line{{"time", to_rfc3339(system_time())},
                           {"level", kLevels[static_cast<std::size_t>(level)]},
                           {"event", event}};
  for (const auto& [name, value] : fields) line[name] = value;
  // One write a line, so that lines of several threads do not mix.
  const std::string text = boost::json::serialize(line) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace consentry
