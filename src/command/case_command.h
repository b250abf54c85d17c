// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace consentry {

// Adds `consentry case` to the program; `status` receives its exit status and must outlive `app`.
void add_case_command(CLI::App& app, int& status);

}  // namespace consentry
