// SPDX-License-Identifier: Apache-2.0
// From a site's configuration to what visitors get: checked, put together, compressed, archived.
#pragma once

#include <string>

#include "command/consent_data.h"
#include "io/store/sqlite_site_store.h"

namespace consentry {

// invalid_input lists every fault of the configuration, one a line.
Result<Publication> make_publication(const std::string& config_json, UtcTime now);

}  // namespace consentry
