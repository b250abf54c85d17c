// SPDX-License-Identifier: Apache-2.0
// Networks whose addresses answer for many unrelated sites at once (content delivery by anycast):
// that two names meet there says nothing of them.
#pragma once

#include <string>
#include <vector>

#include "core/base/ipv4.h"

namespace consentry {

class StrictTable;

struct SharedNetwork {
  std::string company;
  std::vector<Ipv4Range> ranges;
};

// One [[shared_network]].
SharedNetwork read_shared_network(StrictTable& table);

}  // namespace consentry
