// SPDX-License-Identifier: Apache-2.0
// What a scan's report.json says a site uses: third parties, and names that lie under the site's own
// domain. docs/formats/report.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/consent/service_suggestions.h"

namespace consentry {

struct ScannedParty {
  std::string host;
  std::string company;   // empty: not known
  std::string function;  // "analytics"
};

struct ScannedParts {
  std::vector<ScannedParty> parties;  // by host
  std::vector<std::string> names;     // of cookies and storage; each once, in order

  [[nodiscard]] SeenParts seen() const;
};

// All sites of the report together. A consent manager and its record are left out: the tag takes
// their place. invalid_input when it is no report.
Result<ScannedParts> scanned_parts(std::string_view report);

}  // namespace consentry
