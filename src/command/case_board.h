// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace consentry {

// Adds `board` to the group `case`. `status` receives the exit status when it runs.
void add_case_board_command(CLI::App& group, int& status);

}  // namespace consentry
