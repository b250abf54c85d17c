// SPDX-License-Identifier: Apache-2.0
// The report that lies in a folder, read back so that its verdicts stay beside those of a later
// rule book.
#pragma once

#include <optional>
#include <string_view>

#include "core/report/scan_report.h"

namespace consentry {

// The verdicts of a report.json that was made by another rule book than `rule_book_sha256`; of one
// made by the same, those that it kept itself. Nothing when there are none, or the text is no
// report of ours: judging anew needs no earlier report.
std::optional<EarlierVerdicts> earlier_verdicts(std::string_view report_json,
                                                std::string_view rule_book_sha256);

}  // namespace consentry
