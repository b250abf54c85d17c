// SPDX-License-Identifier: Apache-2.0
// sites/<site>/inspection.json: what was observed before any choice, with the members and meanings
// that the inspection.json of the EDPS Website Evidence Collector 2 has, so that its users' scripts
// and habits go on working. Pure. docs/formats/exports.md lists what is the same and what differs.
//
// Members that we do not measure are absent (links, unsafeForms, secure_connection, testSSL,
// websockets, platform, user agent): an empty list would read as "looked, and there is none". What
// is ours alone stands under "consentry".
#pragma once

#include <optional>
#include <string>

#include "core/report/scan_report.h"

namespace consentry {

// Nothing when no run saw the phase `before`. Valid UTF-8 with a final newline.
std::optional<std::string> site_inspection(const SiteReport& site, const ScanSettings& settings);

}  // namespace consentry
