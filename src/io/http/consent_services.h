// SPDX-License-Identifier: Apache-2.0
// What the handlers of the consent server work with, and how they answer alike.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/consent/ledger.h"
#include "core/consent/published_site.h"
#include "io/http/client_limits.h"
#include "io/http/server_metrics.h"

namespace consentry::http {

// Gives the sites of now; a handler keeps them while it works.
using SiteSource = std::function<std::shared_ptr<const SiteDirectory>()>;

// The country of a request, two capital letters; empty when it is not known. Thread-safe.
using CountrySource = std::function<std::string(const Request&)>;

// All must outlive the handlers.
struct ConsentServices {
  Ledger& ledger;
  SiteSource sites;
  ClientLimits& limits;
  ServerMetrics& metrics;
  std::function<UtcTime()> clock;
  CountrySource country{};
};

// The one table from kinds of errors to HTTP.
int status_for(ErrorKind kind);

Response json_answer(int status, std::string body);
// {"error": "..."}; `text` is ours, never what the visitor sent.
Response json_error(int status, std::string_view text);
// The same from an Error; what happened inside is not told to the outside.
Response json_error(const Error& error);

// Lets scripts of this origin read the answer (https://fetch.spec.whatwg.org, CORS).
void allow_origin(Response& response, std::string_view origin);

}  // namespace consentry::http
