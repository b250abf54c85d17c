// SPDX-License-Identifier: Apache-2.0
// GET /v1/sites/ID/statistics and GET /v1/statistics: counts, for the administrator.
#pragma once

#include <string_view>

#include "core/base/digest.h"
#include "io/http/consent_services.h"

namespace consentry::http {

inline constexpr std::string_view kSitesPath = "/v1/sites/";

// Query: from, to (dates, 30 days up to today by default), by. 404 when no such site was published.
Response get_site_statistics(const ConsentServices& services, const Sha256& admin_token,
                             const Request& request);
// Query: site, from, to.
Response get_statistics(const ConsentServices& services, const Sha256& admin_token,
                        const Request& request);

}  // namespace consentry::http
