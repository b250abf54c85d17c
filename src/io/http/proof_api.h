// SPDX-License-Identifier: Apache-2.0
// The log for everybody: its checkpoint and its tiles (C2SP tlog-tiles), under /log/. Hashes only:
// what was chosen is shown to whoever knows the visitor's id.
#pragma once

#include <string_view>

#include "io/http/consent_services.h"

namespace consentry::http {

inline constexpr std::string_view kTilePath = "/log/tile/";

Response get_checkpoint(const ConsentServices& services, const Request& request);
Response get_log_key(const ConsentServices& services, const Request& request);
Response get_tile(const ConsentServices& services, const Request& request);

}  // namespace consentry::http
