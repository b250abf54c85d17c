// SPDX-License-Identifier: Apache-2.0
// Client hints as reads of the device: what getHighEntropyValues tells a script, a browser tells a
// host in headers when that host (Accept-CH, Critical-CH, RFC 8942) or the page on its behalf
// (Permissions-Policy, <meta http-equiv="delegate-ch">) has asked for it.
#pragma once

#include <string_view>
#include <vector>

namespace consentry {

struct HeaderSigns;
struct RunObservation;

// DeviceRead::member of such a read; its family is "ua-hints", its script_url the address that was
// asked, and its details are "hints" and "asked": "critical-ch" "accept-ch" "permissions-policy"
// "delegated" (by a page that says so in its markup).
inline constexpr std::string_view kHintHeaders = "Sec-CH-UA headers";

// Adds to run.device_reads, once a step for each host and list of hints. `signs` in the order of the
// requests. Internal to core/observe.
void take_client_hints(const std::vector<HeaderSigns>& signs, RunObservation& run);

}  // namespace consentry
