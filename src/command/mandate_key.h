// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace consentry {

// Adds `key new` and `key show` to `consentry mandate`; `status` must outlive the program's words.
void add_mandate_key_command(CLI::App& group, int& status);

}  // namespace consentry
