// SPDX-License-Identifier: Apache-2.0
// Where a fact's raw event lies below the output folder (docs/formats/scan-folder.md), for exports
// that point at files.
#pragma once

#include <string>

#include "core/report/scan_report.h"

namespace consentry {

// "sites/shop.example-1a2b3c4d/refuse/events.ndjson", or "cross/<run>/events.ndjson" for a run that
// visited several sites; percent-encoded (RFC 3986). Empty when nothing was kept, or a name would
// leave the folder.
std::string capture_url(const SiteReport& site, const std::string& run);

// Legal bases as one line: "Directive 2002/58/EC, Art. 5(3) [C]; …". The mark: wording.h.
std::string basis_line(const Rule& rule);

}  // namespace consentry
