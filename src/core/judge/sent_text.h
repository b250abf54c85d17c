// SPDX-License-Identifier: Apache-2.0
// What one request tells its receiver in words: address, body, Referer, and the messages of a web
// socket.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/judge/site_view.h"

namespace consentry {

// Percent-decoded, parts separated by line feeds. Messages of a web socket count when they were
// sent at the request's own stage. Cookies are left out.
std::string sent_text(const RunView& run, const SentRequest& sent);

// The same without the address's host and path: what was said, not where.
std::string sent_words(const RunView& run, const SentRequest& sent);

// Names and percent-decoded values of an address's query, in order.
std::vector<std::pair<std::string, std::string>> query_of(std::string_view url);
// The first value of a name; empty when absent.
std::string query_value(std::string_view url, std::string_view name);

// A third party that is neither the site's own company nor one that receives for another purpose
// (consent manager, payment, security).
bool reaches_stranger(const SentRequest& sent);

}  // namespace consentry
