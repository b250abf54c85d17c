// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace consentry {

// Adds the verbs of `consentry site` that only read; `status` receives the exit status and must
// outlive `site`.
void add_site_reading_verbs(CLI::App& site, int& status);

}  // namespace consentry
