// SPDX-License-Identifier: Apache-2.0
// One site in a terminal, in full: what a scan of a single address prints. Pure; ends with "\n".
#pragma once

#include <string>

#include "core/report/terminal_style.h"

namespace consentry {

// The verdict, how each choice ended, the findings by weight with phase, sentence, first evidence,
// authority and fix, then what passed and what limits the measurement.
std::string verdict_detail(const SiteReport& site, const ScanReport& report,
                           const TerminalStyle& style);

}  // namespace consentry
