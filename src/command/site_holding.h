// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace consentry {

// Adds `consentry site hold` and `release`; `status` receives the exit status and must outlive
// `site`.
void add_site_holding_verbs(CLI::App& site, int& status);

// Says since when and why a site is held, when it is.
void say_hold(const std::string& data_folder, const std::string& site);

}  // namespace consentry
