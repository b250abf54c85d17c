// SPDX-License-Identifier: Apache-2.0
// Reads the counts that the ledger's writer keeps, without touching a record.
#pragma once

#include <vector>

#include "core/consent/statistics.h"
#include "io/store/sqlite_database.h"

namespace consentry {

// As LedgerView::groups.
Result<std::vector<StatisticsGroup>> read_groups(const Database& database,
                                                 const StatisticsQuery& query);
// As LedgerView::patterns.
Result<std::vector<ChoicePattern>> read_patterns(const Database& database,
                                                 const StatisticsQuery& query);

}  // namespace consentry
