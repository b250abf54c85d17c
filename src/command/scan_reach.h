// SPDX-License-Identifier: Apache-2.0
// What a scan may reach: `--public-only` keeps the browser away from a network's inside, for scans of
// addresses that somebody else named.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "io/proxy/guarded_proxy.h"

namespace CLI {
class App;
}

namespace consentry {

struct ReachWords {
  bool public_only = false;
  std::vector<std::string> networks;  // that are admitted all the same
};

void add_reach_options(CLI::App& command, ReachWords& words);

// The proxy that the browser goes through; null when it may reach everything. `connect_to` must be
// empty then, since it leads the browser past any rule.
Result<std::unique_ptr<GuardedProxy>> guard_for(const ReachWords& words,
                                                const std::string& connect_to);

}  // namespace consentry
