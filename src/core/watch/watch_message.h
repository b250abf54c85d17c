// SPDX-License-Identifier: Apache-2.0
// What is told of a scan: as JSON to a webhook, signed, and as plain text by mail; and when it is tried
// again. Pure. Nothing of a visitor is in it; names of cookies and parties are made visible().
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/watch/watch_memory.h"

namespace consentry {

inline constexpr std::string_view kAlertFormat = "consentry-alert/1";
// Header of a webhook: "t=1763846801,v1=<HMAC-SHA256 in hex>".
inline constexpr std::string_view kSignatureHeader = "Consentry-Signature";
// Header with the message's id: the same in every attempt.
inline constexpr std::string_view kMessageIdHeader = "Consentry-Message-Id";

// A message that nobody took for so long is given up.
inline constexpr std::int64_t kMessageLifetimeMs = 3LL * 86'400'000;

struct WatchNews {
  std::string id;  // of the message, letters, digits and '-'
  std::string site;
  std::string address;  // of the site
  UtcTime scanned;
  std::string verdict;  // empty: the scan failed
  std::vector<Alert> alerts;
};

// One JSON object.
std::string webhook_body(const WatchNews& news);
// Over "<seconds>.<body>", so that a body cannot be sent again at another time.
std::string webhook_signature(std::string_view secret, UtcTime now, std::string_view body);

// The text of a mail: its subject, an empty line, and what it says.
std::string mail_text(const WatchNews& news);
// A whole message (RFC 5322) of such a text, its lines ended by CRLF, in UTF-8 as base64.
std::string mail_message(std::string_view text, std::string_view from, std::string_view to,
                         std::string_view id, UtcTime made);

// When the attempt after `attempts` failed ones is made: after a minute, then twice as long each time,
// at most six hours.
UtcTime next_attempt(int attempts, UtcTime now);

}  // namespace consentry
