// SPDX-License-Identifier: Apache-2.0
// report.sarif: the findings in the Static Analysis Results Interchange Format 2.1.0 (OASIS), for
// code scanning and for viewers of it. Pure; the same report gives the same bytes.
//
// How a verdict is said (SARIF 3.27.9 kind, 3.27.10 level; a kind other than "fail" has no level):
//   breach -> fail, error      likely breach -> fail, warning      risk -> fail, note
//   not measured -> open ("insufficient information to decide"), which has no level
// Passes, info and what does not apply are left out: code scanning does not read `kind` and would
// raise an alert for each of them. report.json and the JUnit file hold them.
// A site without any finding is one notification of the invocation, so that it is not forgotten.
//
// Addresses: a result's place is the scanned address without its scheme, relative to the base
// "SITES", because code scanning refuses a file with any absolute web address as place; the whole
// address and the phase stand in its logical location. Evidence stands in relatedLocations: the
// capture file relative to the base "OUTPUT" (the scan's folder) and its line, counted from 1.
#pragma once

#include <string>
#include <string_view>

#include "core/report/scan_report.h"

namespace consentry {

inline constexpr std::string_view kSarifSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

// The whole file, valid UTF-8, with a final newline.
std::string report_sarif(const ScanReport& report);

// What stays the same over scans of a site: SHA-256 over rule, phase and address, in hexadecimal.
std::string finding_fingerprint(std::string_view url, const Finding& finding);

}  // namespace consentry
