// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace CLI {
class App;
}

namespace consentry {

struct ScanReport;
struct ScanWords;

// The whole of `consentry scan` for words that somebody else gathered; `command_line` is what the
// report states and a broken off scan goes on with. `look` sees the report after it was printed, and
// not when the scan was interrupted; it may be empty. Answers the exit status.
Result<int> run_scan(const ScanWords& words, const std::string& command_line,
                     const std::function<void(const ScanReport&)>& look);

// Adds `consentry scan` to the program; `args` is the whole command line, which the report states;
// `status` receives the exit status and must outlive `app`.
void add_scan_command(CLI::App& app, const std::vector<std::string>& args, int& status);

}  // namespace consentry
