// SPDX-License-Identifier: Apache-2.0
// HTTP Archive 1.2 files, one for each run and phase, for the tools that read recorded traffic.
// Pure. A page of the archive is a step of the visit (load, choice, reload …) on one address.
//
// What is not known is said as such, never made up. Without the details of an exchange, headers other
// than Referer are absent (cookies stand in `cookies`), httpVersion is "unknown", sizes and timings
// are -1 and `time` (the sum of what was timed) is 0. `status` 0 means that no answer was seen. Set-Cookie lines are
// matched with the latest request of the same address, and say in a comment when the browser
// refused them. Members of our own begin with "_" as HAR 1.2 asks: _line is the place in the
// run's event log, counted from 0.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/observe/exchange_detail.h"
#include "core/report/scan_report.h"

namespace consentry {

using RunDetails = std::map<std::string, std::map<std::uint64_t, ExchangeDetail>>;

struct HarFile {
  std::string name;  // "refuse-before.har": letters, digits, '-' and '_' only; unique in the list
  std::string text;  // valid UTF-8 with a final newline
};

// The archives of a site, for the folder of the site; none for a run that does not say when it
// began, or a phase without requests.
// `details` by a run's name, from its event log; a run without any is told by its observation alone.
std::vector<HarFile> site_hars(const SiteReport& site, const ScanSettings& settings,
                               const RunDetails& details);

}  // namespace consentry
