// SPDX-License-Identifier: Apache-2.0
// Which cookies of a site's own domain expire when its visitor refuses or withdraws: those that its
// services declare and that nobody agreed to, HttpOnly ones too, since the site's own server says it
// (docs/tag.md). A browser tells a cookie's name and value only, so each place where one of that name
// can lie is named (RFC 6265 section 5.3, RFC 6265bis for prefixes, CHIPS for partitions). Of a cookie
// that is bound to a folder no request outside of it says anything, and none says which folder: the
// folders of the visitor's page and of the path that was asked are all that can be derived. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/origin.h"

namespace consentry {

struct TagConfig;

// Of a site's newest publication.
struct WithdrawalRules {
  struct Service {
    std::string id;
    std::string category;
    std::vector<std::string> stores;  // "_ga*": any rest
  };
  bool offered = false;   // the configuration names a path for it
  std::string necessary;  // the category that needs no consent
  std::vector<Service> services;
  std::vector<std::string> clear_site_data;  // "cache", "storage"
  // Path that the tag asks. With kUnderThePage in front it asks in the folder of the visitor's page,
  // so that the browser sends along what is bound to that folder.
  std::string path{};
};
inline constexpr std::string_view kUnderThePage = "/*/";
WithdrawalRules withdrawal_rules(const TagConfig& config);

// What the tag sends: "SITE PATH GRANTED", one space between them, and " again" when it has asked for
// the same choice before; PATH of the visitor's page, GRANTED the ids of categories and services with
// dots between, empty for none.
struct WithdrawalNote {
  std::string site;
  std::string path;
  std::vector<std::string> granted;
  bool again = false;
};
inline constexpr std::size_t kMaxWithdrawalBytes = std::size_t{8} * 1024;
// invalid_input when it is something else. Whether there is such a site is not asked here.
Result<WithdrawalNote> parse_withdrawal_note(std::string_view text);

struct ExpiredCookies {
  bool refused = false;                 // some service is
  std::vector<std::string> seen;        // names the browser sent and nobody agreed to; each once
  std::vector<std::string> set_cookie;  // values of Set-Cookie, at most kMostExpiries
};
// A proxy holds an answer's head in a buffer of some kilobytes (nginx: proxy_buffer_size).
inline constexpr std::size_t kMostExpiries = 128;

// `cookies`: the request's Cookie header; `origin`: the page's, which the request came from.
ExpiredCookies expired_cookies(const WithdrawalRules& rules, const WithdrawalNote& note,
                               std::string_view cookies, const Url& origin);

}  // namespace consentry
