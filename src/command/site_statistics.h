// SPDX-License-Identifier: Apache-2.0
// `consentry site stats`: how many were asked and what they chose, and the proof of these counts.
#pragma once

#include <string>

#include "core/base/error.h"

namespace CLI {
class App;
}

namespace consentry {

void add_site_statistics_verb(CLI::App& site, int& status);

// Counts again what the records say and prints what differs. True: nothing does.
Result<bool> verify_counts(const std::string& data_folder, const std::string& site);

}  // namespace consentry
