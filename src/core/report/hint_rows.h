// SPDX-License-Identifier: Apache-2.0
// What a page wanted of the browser beside requests: connections prepared, what the device told in
// headers, windows that nobody asked for. One list for all tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/report/scan_report.h"

namespace consentry {

struct HintRow {
  EventRef at;
  Moment when;
  std::string kind;     // of ConnectionHint, or "client-hints" "blocked-window"
  std::string by;       // of ConnectionHint; client hints: who asked for them; else empty
  std::string url;      // the address that is meant
  std::string detail;   // client hints: which
  std::string company;  // empty when unknown
  bool tracker = false;
  std::string page_url;  // the top document, or the frame's; empty when unknown
};

// Of all runs of a site, without what was tried after their phases; in the order of runs and logs.
std::vector<HintRow> hint_rows(const SiteReport& site);

}  // namespace consentry
