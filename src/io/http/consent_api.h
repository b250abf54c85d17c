// SPDX-License-Identifier: Apache-2.0
// POST /v1/consents: a visitor's choice, answered when it is durable. Described in
// data/openapi.json.
#pragma once

#include "io/http/consent_services.h"

namespace consentry::http {

// 201 with the record's id and place; 200 with those of then when the choice was sent again. Else
// nothing is kept: 400, 403, 404, 413, 415, 422, 429 or 503 and why.
Response post_choice(const ConsentServices& services, const Request& request);

// A browser's question before it lets a page of another origin send the real request. 204; with the
// permission only when a site may post from that origin.
Response preflight(const ConsentServices& services, const Request& request);

}  // namespace consentry::http
