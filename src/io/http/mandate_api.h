// SPDX-License-Identifier: Apache-2.0
// GET and POST below /m/: giving a mandate, confirming it by the link of a mail, seeing, correcting and
// withdrawing it. Links are followed by mail scanners too, so no GET changes anything.
//
// No cookie is read or set, so a request carries no right that another site could borrow (CSRF): what
// may be changed is told by the token in the path, which the other site does not know.
#pragma once

#include "io/http/consent_services.h"
#include "io/http/mandate_services.h"

namespace consentry::http {

// 404 when no form of this case was ever opened here. The answer to a form is the same whether or not
// its mail address is known already.
Response answer_mandate(const ConsentServices& services, const MandateServices& mandates,
                        const Request& request);

}  // namespace consentry::http
