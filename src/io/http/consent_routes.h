// SPDX-License-Identifier: Apache-2.0
// All addresses of the consent server, from path to handler.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/base/digest.h"
#include "io/http/case_api.h"
#include "io/http/mandate_services.h"
#include "io/http/my_consent_page.h"
#include "io/http/router.h"
#include "io/http/watch_api.h"

namespace consentry::http {

// What the routes need beside the services. Must outlive the router.
struct ServerTexts {
  PageLanguages languages;
  std::string_view openapi;                      // JSON
  Sha256 admin_token{};                          // digest of the administrator's token
  std::function<std::string()> further_metrics;  // of the store, in Prometheus' format
  PageLanguages declarations{};                  // texts of /d/SITE
  std::string_view declaration_script{};         // /d/SITE.js
  const WatchServices* watches = nullptr;        // periodic scans; null: this server knows none
  const CaseServices* cases = nullptr;           // null: this server keeps none
  const MandateServices* mandates = nullptr;     // forms of cases; likewise
};

// Handlers refer to both arguments.
Router consent_routes(const ConsentServices& services, const ServerTexts& texts);

// Counts every answer that the handler gives.
Handler counted(Handler handler, ServerMetrics& metrics);

}  // namespace consentry::http
