// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace consentry {

// Adds `draft` to the group `case`. `status` receives the exit status when it runs.
void add_case_draft_command(CLI::App& group, int& status);

}  // namespace consentry
