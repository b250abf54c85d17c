// SPDX-License-Identifier: Apache-2.0
// A Set-Cookie line, or what a script assigns to document.cookie: the two share one grammar.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"

namespace consentry {

struct Url;

// As written, attributes read by RFC 6265 section 5.2 with the revisions that browsers ship
// (draft-ietf-httpbis-rfc6265bis section 5.6): a cookie may have no name, SameSite, Partitioned.
struct SetCookie {
  std::string name;
  std::string value;
  std::string domain;     // lower-case, without leading dot; empty: none, so host-only
  std::string path;       // begins with '/'; empty: none, so the default path
  std::string same_site;  // "Strict" "Lax" "None"; empty: unspecified
  std::optional<UtcTime> expires;
  std::optional<std::int64_t> max_age_s;
  bool secure = false;
  bool http_only = false;
  bool partitioned = false;

  // Seconds to live from `now`: Max-Age before Expires; nothing: until the session ends; <= 0:
  // deletes. As asked for: browsers keep no cookie longer than 400 days.
  [[nodiscard]] std::optional<double> lifetime_s(UtcTime now) const;
};

// Nothing when a browser would find no cookie in it: neither name nor value, or control characters.
std::optional<SetCookie> parse_set_cookie(std::string_view line);

// The domain of the jar's entry when `from` sets it: ".shop.example", or the host alone.
std::string effective_domain(const SetCookie& cookie, const Url& from);
// RFC 6265 section 5.1.4.
std::string effective_path(const SetCookie& cookie, const Url& from);

// Why a browser takes no such cookie from a script at `from`: the browser does not report it for
// scripts. Its own words where it has one: "InvalidDomain" "SecureOnly" "InvalidPrefix"
// "NameValuePairExceedsMaxSize", else "HttpOnly". Empty: taken, as far as this shows.
std::vector<std::string> refusals_of_script_cookie(const SetCookie& cookie, const Url& from);

}  // namespace consentry
