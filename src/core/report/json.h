// SPDX-License-Identifier: Apache-2.0
// report.json: everything a report says, for programs (docs/formats/report.md and its JSON Schema,
// docs/formats/report.schema.json). Pure: the same report gives the same bytes on any machine.
#pragma once

#include <string>
#include <string_view>

#include "core/report/scan_report.h"

namespace consentry {

class JsonText;

inline constexpr std::string_view kReportFormat = "consentry-report/1";

// The whole file, valid UTF-8, with a final newline.
std::string report_json(const ScanReport& report);

// One element of "sites"; json_site.cc.
void write_site(JsonText& json, const SiteReport& site, const ScanReport& report);

}  // namespace consentry
