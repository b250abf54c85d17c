// SPDX-License-Identifier: Apache-2.0
#include "io/http/withdrawal_api.h"

#include <boost/json.hpp>

#include "core/consent/withdrawn_cookies.h"

namespace consentry::http {
namespace {

// A page of another origin can send this without asking first, but cannot pass for one of the site's:
// browsers write both headers (Fetch; Fetch Metadata Request Headers), older ones Origin alone.
bool is_same_origin(const PublishedSite& site, const Request& request) {
  const std::string_view fetched_from = request.header("sec-fetch-site");
  return site.may_post(request.header("origin")) &&
         (fetched_from.empty() || fetched_from == "same-origin");
}

std::string quoted_list(const std::vector<std::string>& kinds) {
  std::string text;
  for (const std::string& kind : kinds) text += (text.empty() ? "\"" : ", \"") + kind + "\"";
  return text;
}

// Names alone, and only of services that the site declares and that nobody agreed to.
std::string seen_json(const ExpiredCookies& cookies) {
  boost::json::array seen;
  for (const std::string& name : cookies.seen) seen.emplace_back(name);
  return boost::json::serialize(boost::json::object{{"seen", std::move(seen)}});
}

}  // namespace

Response post_withdrawn_cookies(const ConsentServices& services, const Request& request) {
  if (!services.limits.admits(request, ClientLimits::Clock::now()))
    return json_error(429, "too many requests from this address");
  const auto note = parse_withdrawal_note(request.body);
  if (!note) return json_error(400, note.error().text());
  const auto sites = services.sites();
  const PublishedSite* site = sites->find(note->site);
  if (site == nullptr || !site->withdrawal.offered) return json_error(404, "no such site");
  if (!is_same_origin(*site, request))
    return json_error(403, "a site's cookies expire for its own pages");
  const auto origin = parse_url(request.header("origin"));
  if (!origin) return json_error(403, "this is no origin");
  const ExpiredCookies cookies =
      expired_cookies(site->withdrawal, *note, request.header("cookie"), *origin);
  Response response = json_answer(200, seen_json(cookies));
  for (const std::string& line : cookies.set_cookie)
    response.headers.push_back({"Set-Cookie", line});
  // Once a choice: what is kept since then is new.
  const auto& cleared = site->withdrawal.clear_site_data;
  if (cookies.refused && !note->again && !cleared.empty())
    response.headers.push_back({"Clear-Site-Data", quoted_list(cleared)});
  return response;
}

}  // namespace consentry::http
