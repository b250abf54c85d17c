// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace consentry {

// Adds `consentry mandate` to the program; `status` receives its exit status and must outlive `app`.
void add_mandate_command(CLI::App& app, int& status);

}  // namespace consentry
