// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace consentry {

// Adds `export`, `dossier` and `erase` to `consentry mandate`: what an officer does under their name.
// `status` must outlive the program's words.
void add_mandate_officer_commands(CLI::App& group, int& status);

}  // namespace consentry
