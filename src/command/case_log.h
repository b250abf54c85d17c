// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace consentry {

// Adds `log` to the group `case`. `status` receives the exit status when it runs.
void add_case_log_command(CLI::App& group, int& status);

}  // namespace consentry
