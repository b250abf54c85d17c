// SPDX-License-Identifier: Apache-2.0
// A site that was measured several times over (`--repeat`) as one site of a report.
#pragma once

#include <vector>

#include "core/classify/classify.h"
#include "core/report/scan_report.h"

namespace consentry {

// Joins the repetitions of one site, each evaluated and judged by itself, in their order. The runs
// of all stand in the observation and are classified together, for the tables of what was seen; the
// findings are those of merge_repetitions(). A single repetition is returned as it is. measured:
// every repetition was; not_measured: none was.
SiteReport join_repetitions(std::vector<SiteReport> repetitions, const ReferenceData& data);

}  // namespace consentry
