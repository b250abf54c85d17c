// SPDX-License-Identifier: Apache-2.0
// The arguments and environment Chromium is started with. No I/O.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "io/browser/browser_options.h"

namespace consentry {

// What a desktop Chrome of this major version sends (reduced form,
// https://www.chromium.org/updates/ua-reduction/).
std::string user_agent_of(int major);

// "de-DE" -> "de-DE,de"; the quality values are the browser's.
std::string accept_languages(const std::string& language);

// invalid_input when options.connect_to is no host:port.
Result<std::vector<std::string>> command_line(const BrowserOptions& options,
                                              const std::string& program, int major,
                                              const std::string& profile_folder);

std::vector<std::string> browser_environment(const BrowserOptions& options,
                                             const std::string& profile_folder);

}  // namespace consentry
