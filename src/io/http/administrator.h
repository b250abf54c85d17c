// SPDX-License-Identifier: Apache-2.0
// Who may see and change what is not a visitor's: the bearer of the administrator's token (RFC 6750).
#pragma once

#include <optional>

#include "core/base/digest.h"
#include "io/http/consent_services.h"

namespace consentry::http {

// Why a request is not answered; nothing when it may be. Addresses that ask too often are held off
// first, so that a token cannot be guessed.
std::optional<Response> not_for_you(const ConsentServices& services, const Sha256& admin_token,
                                    const Request& request);

}  // namespace consentry::http
