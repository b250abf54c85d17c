// SPDX-License-Identifier: Apache-2.0
// What a fact rests on, in the terms of exports: where its raw event lies below the output folder
// (docs/formats/scan-folder.md), which list says so, which law.
#pragma once

#include <string>

#include "core/report/scan_report.h"

namespace consentry {

// "sites/shop.example-1a2b3c4d/refuse/events.ndjson", or "cross/<run>/events.ndjson" for a run that
// visited several sites; percent-encoded (RFC 3986). Empty when nothing was kept, or a name would
// leave the folder.
std::string capture_url(const SiteReport& site, const std::string& run);

// Why a request counts as one to a tracker: the list rule, else what says what its party does. Null
// when it is none, or nothing says so. Points into `facts`.
const SourceRef* tracker_source(const RequestFacts& facts);

// Legal bases as one line: "Directive 2002/58/EC, Art. 5(3) [C]; …". The mark: wording.h.
std::string basis_line(const Rule& rule);

}  // namespace consentry
