// SPDX-License-Identifier: Apache-2.0
// POST /v1/shown: a page was shown with the banner on it. Says site, notice and language, nothing
// of the visitor; counted, not kept.
#pragma once

#include "io/http/consent_services.h"

namespace consentry::http {

// 204 when it is counted.
Response post_shown(const ConsentServices& services, const Request& request);

}  // namespace consentry::http
