// SPDX-License-Identifier: Apache-2.0
#include "command/scan_reach.h"

#include <CLI/CLI.hpp>

namespace consentry {

void add_reach_options(CLI::App& command, ReachWords& words) {
  CLI::Option* only = command.add_flag(
      "--public-only", words.public_only,
      "Reach only public addresses: no private, loopback, link-local or metadata address, whatever "
      "a page, a redirect or the DNS says");
  command
      .add_option("--allow-network", words.networks,
                  "With --public-only: a network that may be reached all the same, several times")
      ->type_name("NET")
      ->needs(only);
}

Result<std::unique_ptr<GuardedProxy>> guard_for(const ReachWords& words,
                                                const std::string& connect_to) {
  if (!words.public_only) return std::unique_ptr<GuardedProxy>();
  if (!connect_to.empty())
    return invalid_input("--public-only and --connect-to exclude each other");
  auto rules = AddressRules::allowing(words.networks);
  if (!rules) return rules.error().in("--allow-network");
  return GuardedProxy::start(*std::move(rules));
}

}  // namespace consentry
