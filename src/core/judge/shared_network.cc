// SPDX-License-Identifier: Apache-2.0
#include "core/judge/shared_network.h"

#include "core/judge/strict_table.h"

namespace consentry {

SharedNetwork read_shared_network(StrictTable& table) {
  SharedNetwork network;
  network.company = table.text("company");
  for (const std::string& text : table.texts("ranges", true)) {
    if (const auto range = parse_ipv4_range(text)) {
      network.ranges.push_back(*range);
    } else {
      table.fail("ranges", "'" + text + "' is no IPv4 range");
    }
  }
  table.text("source");
  table.finish();
  return network;
}

}  // namespace consentry
