// SPDX-License-Identifier: Apache-2.0
// From where a request came, as coarse as it is counted. What is read for it is dropped at once.
#pragma once

#include <string>
#include <string_view>

#include "core/consent/visit_tally.h"
#include "io/http/consent_services.h"

namespace consentry::http {

// By Sec-CH-UA-Mobile where the browser sends it, else by a word of User-Agent.
Device device_of(const Request& request);

VisitOrigin visit_origin_of(const ConsentServices& services, const Request& request);

// Two letters, in capitals. Empty: it is none, or one of the codes that stand for no country.
std::string country_code(std::string_view text);

// Reads the header that a reverse proxy writes (CF-IPCountry and its like). Of a connection that is
// no trusted proxy's nothing is believed. `limits` must outlive it.
CountrySource country_from_header(std::string name, const ClientLimits& limits);

}  // namespace consentry::http
