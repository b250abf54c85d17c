// SPDX-License-Identifier: Apache-2.0
// POST /.consentry/withdraw: a site's reverse proxy passes this one path of the site to us, so that
// the answer can expire cookies of the site which no script reaches (docs/tag.md).
#pragma once

#include <string_view>

#include "io/http/consent_services.h"

namespace consentry::http {

inline constexpr std::string_view kWithdrawalPath = "/.consentry/withdraw";

// 200 with Set-Cookie for what is to expire, and the names of those that the browser sent: asked
// again, a name that is still there could not be reached. 403 from anywhere but the site's own pages,
// 400, 404, 429. Values of cookies are neither read nor kept.
Response post_withdrawn_cookies(const ConsentServices& services, const Request& request);

}  // namespace consentry::http
