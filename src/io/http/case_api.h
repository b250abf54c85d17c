// SPDX-License-Identifier: Apache-2.0
// Cases over HTTP: /v1/cases and what lies below it, for the administrator, and /campaigns/ID, the page of
// a campaign for everyone. Format: docs/cases.md.
#pragma once

#include <map>
#include <string>

#include "core/base/digest.h"
#include "core/dossier/case_shelf.h"
#include "core/report/report_language.h"
#include "io/http/consent_services.h"

namespace consentry::http {

// Must outlive the handlers.
struct CaseServices {
  CaseStore& cases;
  std::map<std::string, ReportLanguage, std::less<>> languages;  // of the page, by code
};

inline constexpr std::string_view kCasesPath = "/v1/cases";
inline constexpr std::string_view kCampaignPath = "/campaigns/";

// GET /v1/cases: the board. GET /v1/cases/ID: status, clocks with the days left, silence.
// GET /v1/cases/ID/calendar.ics. GET and POST /v1/cases/ID/log. Query: on, a day; today where absent.
Response answer_cases(const ConsentServices& services, const CaseServices& cases,
                      const Sha256& admin_token, const Request& request);

// Only cases of that campaign that are marked public are told; 404 when there is none. Query: lang.
Response get_campaign(const ConsentServices& services, const CaseServices& cases,
                      const Request& request);

}  // namespace consentry::http
