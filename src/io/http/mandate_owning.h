// SPDX-License-Identifier: Apache-2.0
// What the links of a mandate's mails are for: confirming it once, seeing it at any time, and ending it.
#pragma once

#include "io/http/mandate_asking.h"

namespace consentry::http {

// By the token of the first mail. GET: a page with one button; after it was pressed, the mandate with
// the values by which it can be found among those counted. 404: no such token, or too old.
Response get_confirmation(const MandateAsking& asking);
// 303 to the same address. A token that was used changes nothing more.
Response post_confirmation(const MandateAsking& asking);

// By the token for the owner, as long as the mandate is kept. 404: none.
Response get_record(const MandateAsking& asking);
Response get_record_text(const MandateAsking& asking);  // as a file
Response get_count_proof(const MandateAsking& asking);  // JSON (core/mandate/tally.h)
Response post_withdrawal(const MandateAsking& asking);

}  // namespace consentry::http
