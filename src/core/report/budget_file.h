// SPDX-License-Identifier: Apache-2.0
// A budget made of what a scan saw, as a beginning for a team to edit. Pure.
#pragma once

#include <string>

#include "core/report/scan_report.h"

namespace consentry {

// TOML that Budget::parse reads and that the same report does not exceed. Services are written by
// domain, so that another domain of the same company is new. A phase stands in it when some site
// measured it; for the sites that did not, a comment says why. Empty when no phase was measured.
std::string budget_file(const ScanReport& report);

}  // namespace consentry
