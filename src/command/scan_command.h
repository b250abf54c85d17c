// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace consentry {

// Adds `consentry scan` to the program; `args` is the whole command line, which the report states;
// `status` receives the exit status and must outlive `app`.
void add_scan_command(CLI::App& app, const std::vector<std::string>& args, int& status);

}  // namespace consentry
