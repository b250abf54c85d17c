// SPDX-License-Identifier: Apache-2.0
// The report as five tables for spreadsheets and data frames (docs/formats/exports.md). Pure. The
// header rows are a promise: columns are only added, and at the end.
#pragma once

#include <string>

#include "core/report/scan_report.h"

namespace consentry {

// findings.csv: one row a finding, heaviest first, with its first evidence; a site without findings has
// one row that says why.
std::string findings_csv(const ScanReport& report);
// cookies.csv: cookies and storage keys of every site, with the phases in which each was stored:
// "yes", "no", or "not measured".
std::string cookies_csv(const ScanReport& report);
// requests.csv: every request of every run in the order of the capture.
std::string requests_csv(const ScanReport& report);
// hints.csv: what pages wanted of the browser beside requests (hint_rows.h).
std::string hints_csv(const ScanReport& report);
// companies.csv: companies by the number of sites they reach.
std::string companies_csv(const ScanReport& report);

}  // namespace consentry
