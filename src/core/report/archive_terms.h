// SPDX-License-Identifier: Apache-2.0
// What exports say of an observation's moments, addresses and pages in the terms of other tools.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/time.h"
#include "core/observe/observation.h"

namespace consentry {

// A moment of a run on the clock: `started` and the milliseconds since. Moments that no run can
// have (not finite, before its start, after a month) count as its start.
UtcTime clock_time(UtcTime started, const Moment& moment);

// The pairs of a URL's query as they stand in it, undecoded; a part without '=' has no value.
std::vector<std::pair<std::string, std::string>> query_pairs(std::string_view url);

// "example.org" for ".example.org": how HAR readers and other collectors name a cookie's domain.
std::string_view without_dot(std::string_view domain);

// "HeadlessChrome" and "142.0.7444.59" of "HeadlessChrome/142.0.7444.59 (headless-shell)".
struct BrowserName {
  std::string name;
  std::string version;
};
BrowserName browser_name(std::string_view browser);

}  // namespace consentry
