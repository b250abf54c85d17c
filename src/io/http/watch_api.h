// SPDX-License-Identifier: Apache-2.0
// GET, PUT and DELETE /v1/sites/ID/watch and GET /v1/sites/ID/scans: periodic scans, for the
// administrator.
#pragma once

#include <functional>
#include <string>

#include "core/base/digest.h"
#include "core/watch/watch_book.h"
#include "io/http/consent_services.h"

namespace consentry::http {

// All must outlive the handlers.
struct WatchServices {
  WatchBook& book;
  // A new secret that signs webhooks.
  std::function<Result<std::string>()> new_secret;
};

inline constexpr std::string_view kWatchEnding = "/watch";
inline constexpr std::string_view kScansEnding = "/scans";

// Of a path below /v1/sites/ that ends in /watch. The body of PUT: {"every": "daily", "webhook": "https://...",
// "mail": "...", "profile": "eu", "language": "nl", "pages": 3}; its answer has the webhook's secret when that was made just now. 404: no such site, or
// it is not watched.
Response answer_watch(const ConsentServices& services, const WatchServices& watches,
                      const Sha256& admin_token, const Request& request);
// Query: limit, 20 by default, at most 400. Newest first.
Response get_scans(const ConsentServices& services, const WatchServices& watches,
                   const Sha256& admin_token, const Request& request);

}  // namespace consentry::http
