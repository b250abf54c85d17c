// SPDX-License-Identifier: Apache-2.0
// GET /t/NAME.js: the tag's files. Under their own names they may be kept for minutes, under names
// with a digest for ever.
#pragma once

#include <string_view>

#include "io/http/consent_services.h"

namespace consentry::http {

inline constexpr std::string_view kTagFolder = "/t/";

// 404 when there is no such file, 304 when the client has it.
Response get_tag_file(const ConsentServices& services, const Request& request);

// Whether an Accept-Encoding header takes this coding (RFC 9110 section 12.5.3).
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

}  // namespace consentry::http
