// SPDX-License-Identifier: Apache-2.0
// URLs and the registrable domain (eTLD+1), the unit in which "first party" and "third party" are
// told apart. Splits what a browser has already serialised (WHATWG URL); it is no URL parser for
// arbitrary text, and keeps bytes that RFC 3986 would forbid.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

// The parts of an absolute URL. Value type; parts are owned, host is lower-case without brackets' loss.
struct Url {
  std::string scheme;      // lower-case, without ':'
  std::string host;        // lower-case; IPv6 keeps its brackets; empty for data:, blob: and about:
  std::uint16_t port = 0;  // the scheme's default when the URL names none; 0 when there is none
  std::string path;        // begins with '/', or the rest of a URL without authority
  std::string query;       // without '?'
  std::string fragment;    // without '#'

  // scheme://host[:port], the port only when not the default. "null" when there is no host.
  [[nodiscard]] std::string origin() const;
  // origin + path, without query: what a report shows.
  [[nodiscard]] std::string without_query() const;
};

// Splits an absolute URL. Accepts http, https, ws, wss, data, blob, about and file; credentials are
// dropped. invalid_input on anything else.
Result<Url> parse_url(std::string_view text);

// What a person typed: "shop.example", "http://shop.example/a". https is assumed; only http and
// https are accepted; the error says what was wrong.
Result<Url> parse_site_url(std::string_view text);

// Undoes percent-encoding (RFC 3986 section 2.1) once. A '%' without two hexadecimal digits stays as
// it is. Never fails; the result is bytes, not checked as UTF-8.
std::string percent_decoded(std::string_view text);

// The registrable domain of a host by the Public Suffix List (with its private part), so
// "a.b.co.uk" gives "b.co.uk". A host that is itself a public suffix, an IP address or a single
// label is its own registrable domain. Thread-safe.
std::string registrable_domain(std::string_view host);

// True when both hosts share a registrable domain.
bool same_site(std::string_view host_a, std::string_view host_b);

// Cookie domain match, RFC 6265 section 5.1.3: host equals domain or ends in "." + domain.
bool domain_matches(std::string_view host, std::string_view domain);

}  // namespace consentry
