// SPDX-License-Identifier: Apache-2.0
// Statistics for people, and for spreadsheets. Pure; every line ends with "\n".
#pragma once

#include <string>

#include "core/consent/statistics.h"
#include "core/report/terminal_style.h"

namespace consentry {

// Counts, rates and a bar a line, what was granted by category, and what the numbers do not say.
std::string statistics_table(const SiteStatistics& statistics, const TerminalStyle& style);

// RFC 4180, with a head; rates are left empty where there is nothing to divide by.
std::string statistics_csv(const SiteStatistics& statistics);

}  // namespace consentry
