// SPDX-License-Identifier: Apache-2.0
// Content-Security-Policies for a site to send as a header: what autoblock enforces from inside the
// page (web/tag/autoblock), also where the page's own policy does not reach, such as workers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/consent/tag_config.h"

namespace consentry {

// Allows the site itself, its own hosts, the consent server, and the hosts of services that are
// necessary or granted, by their category or their own id: the same as the tag's, apart from the
// page's own host, which 'self' stands for. For a configuration without faults.
std::string tag_policy(const TagConfig& config, const std::vector<std::string>& granted);

// Of a category, each once, in the configuration's order.
std::vector<std::string> hosts_of(const TagConfig& config, std::string_view category);

}  // namespace consentry
