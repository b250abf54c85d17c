// SPDX-License-Identifier: Apache-2.0
// POST /v1/forms: a choice made without scripts, on SITE.html (core/consent/choice_form.h).
#pragma once

#include "io/http/my_consent_page.h"

namespace consentry::http {

// Keeps the choice under a new consent number and answers, when it is durable, with the visitor's
// records as a page. Where the server answers under the site's own name, the choice is also set as the
// cookie that the tag reads. Else a page that says that nothing was kept: 403 for a form of another
// site, 404, 422, 429, 503.
Response post_choice_form(const ConsentServices& services, const PageLanguages& languages,
                          const Request& request);

}  // namespace consentry::http
