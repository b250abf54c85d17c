// SPDX-License-Identifier: Apache-2.0
// Giving a mandate, and giving a corrected one in place of an earlier.
#pragma once

#include "io/http/mandate_asking.h"

namespace consentry::http {

// 200 with the form; 410 closed; 503 when this server can send no mail.
Response get_form(const MandateAsking& asking);
// 303 to the page that says to look for a mail, whether one is sent or not; else nothing was kept, and
// the form comes back with what was written: 422 faulty, 429 too often, 503 the store failed; 403 sent
// from a page of another site.
Response post_form(const MandateAsking& asking);
Response get_sent(const MandateAsking& asking);
// The same form again, for the mandate of the token.
Response get_correction(const MandateAsking& asking);
Response post_correction(const MandateAsking& asking);

}  // namespace consentry::http
