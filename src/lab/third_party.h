// SPDX-License-Identifier: Apache-2.0
// The servers of the companies on the sites, by host and path: scripts, images and beacons, with
// the cookies that such hosts are known to set. Real companies' servers are played, never
// contacted.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/http/message.h"
#include "lab/lab_web.h"

namespace consentry::lab {

// Answers a request to a third party's host; nothing when the host is none of theirs. The network's
// hub has a file of its own (network.h). Thread-safe.
std::optional<http::Response> third_party_answer(const http::Request& request,
                                                 const Assets& assets);

// Hosts below this domain keep visitors' consent for several sites (Site::consent_hub).
inline constexpr std::string_view kConsentHubs = "samenkeus.example";
bool is_consent_hub(std::string_view host);

// Every host that answers, but for those below kConsentHubs.
std::vector<std::string> third_party_hosts();

}  // namespace consentry::lab
