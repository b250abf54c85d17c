// SPDX-License-Identifier: Apache-2.0
// `consentry site watch`: which sites the server scans periodically, and what came of it.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/watch/watch_book.h"

namespace CLI {
class App;
}

namespace consentry {

void add_site_watch_verb(CLI::App& site, int& status);

// A secret that signs webhooks.
Result<std::string> new_webhook_secret();

// invalid_input when no rule book has this profile; empty is good.
Status check_profile(const std::string& profile);

// One line a site: when it is scanned and how the last scan ended; a header above.
std::string watch_listing(const std::vector<WatchEntry>& entries);

}  // namespace consentry
