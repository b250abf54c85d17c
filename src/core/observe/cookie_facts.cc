// SPDX-License-Identifier: Apache-2.0
#include "core/observe/cookie_facts.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/origin.h"
#include "core/observe/call_stack.h"
#include "core/observe/json_members.h"
#include "core/observe/page_tracker.h"
#include "core/observe/set_cookie.h"
#include "core/observe/third_party.h"

namespace consentry {
namespace {

CookieWrite write_of(const SetCookie& cookie, const Url& from, const Here& here) {
  CookieWrite write;
  write.at = here.at;
  write.when = here.when;
  write.name = cookie.name;
  write.value = cookie.value;
  write.domain = effective_domain(cookie, from);
  write.path = effective_path(cookie, from);
  write.lifetime_s = cookie.lifetime_s(here.wall);
  return write;
}

// The path of the jar's key is left out: a socket's cookie may name any.
using JarKey = std::tuple<std::string, std::string>;

std::set<JarKey> explained_cookies(const RunObservation& run) {
  std::set<JarKey> keys;
  for (const CookieWrite& write : run.cookie_writes) keys.emplace(write.name, write.domain);
  return keys;
}

const Request* socket_before(const CookieRow& row, const std::vector<Request>& requests) {
  for (const Request& request : requests) {
    if (request.at.line >= row.at.line) break;
    if (request.type != "websocket" || request.status == 0) continue;
    const Result<Url> url = parse_url(request.url);
    if (url && domain_matches(url->host, row.domain)) return &request;
  }
  return nullptr;
}

}  // namespace

void take_script_cookie(const boost::json::object& message, const Surroundings& around,
                        const Here& here, ThirdParty& parties, RunObservation& run) {
  const std::optional<SetCookie> cookie = parse_set_cookie(text_at(message, "v"));
  const std::string said = text_at(message, "u");
  Result<Url> from = parse_url(said);
  // about:blank and srcdoc frames write to the jar of the document that made them.
  if (!from || from->host.empty()) from = parse_url(around.frame_url);
  if (!from || from->host.empty()) from = parse_url(around.page_url);
  if (!cookie || !from) return;
  CookieWrite write = write_of(*cookie, *from, here);
  write.origin = CookieOrigin::script;
  write.stack = scripts_of_probe(message);
  if (!write.stack.empty()) write.setter_url = write.stack.front();
  write.page_url = around.page_url;
  write.blocked = refusals_of_script_cookie(*cookie, *from);
  write.third_party = parties.domain(write.domain, write.page_url);
  run.cookie_writes.push_back(std::move(write));
}

void take_jar(const boost::json::object& result, const std::string& top_url, const Here& here,
              ThirdParty& parties, RunObservation& run) {
  const boost::json::array* cookies = array_at(result, "cookies");
  if (cookies == nullptr) return;
  for (const boost::json::value& entry : *cookies) {
    const boost::json::object* cookie = entry.if_object();
    if (cookie == nullptr) continue;
    CookieRow row;
    row.at = here.at;
    row.when = here.when;
    row.name = text_at(*cookie, "name");
    row.value = text_at(*cookie, "value");
    row.domain = text_at(*cookie, "domain");
    row.path = text_at(*cookie, "path");
    const std::optional<double> expires_s = number_at(*cookie, "expires");
    const bool session = flag_at(*cookie, "session").value_or(false);
    if (!session && expires_s && *expires_s >= 0) {
      row.lifetime_s = *expires_s - static_cast<double>(here.wall.milliseconds) / 1000;
    }
    row.http_only = flag_at(*cookie, "httpOnly").value_or(false);
    row.secure = flag_at(*cookie, "secure").value_or(false);
    row.same_site = text_at(*cookie, "sameSite");
    row.third_party = parties.domain(row.domain, top_url);
    run.cookie_rows.push_back(std::move(row));
  }
}

void take_answered_cookies(const std::vector<AnsweredCookie>& cookies, ThirdParty& parties,
                           RunObservation& run) {
  for (const AnsweredCookie& answered : cookies) {
    const Request& request = run.requests.at(answered.request);
    const std::optional<SetCookie> cookie = parse_set_cookie(answered.line);
    const Result<Url> from = parse_url(request.url);
    if (!cookie || !from) continue;
    CookieWrite write = write_of(*cookie, *from, answered.here);
    write.setter_url = request.url;
    write.page_url = request.page_url;
    write.stack = request.initiator_stack;
    write.blocked = answered.blocked;
    // A hop of the tab's own navigation is first party under two names: its cookies follow it.
    const bool of_request = !parties.domain(write.domain, request.url);
    write.third_party =
        of_request ? request.third_party : parties.domain(write.domain, write.page_url);
    run.cookie_writes.push_back(std::move(write));
  }
  std::ranges::stable_sort(run.cookie_writes, {}, [](const auto& write) { return write.at.line; });
}

void take_web_socket_cookies(ThirdParty& parties, RunObservation& run) {
  std::set<JarKey> known = explained_cookies(run);
  for (const CookieRow& row : run.cookie_rows) {
    if (known.contains({row.name, row.domain})) continue;
    const Request* socket = socket_before(row, run.requests);
    if (socket == nullptr) continue;
    known.emplace(row.name, row.domain);
    CookieWrite write;
    write.at = row.at;
    write.when = row.when;
    write.name = row.name;
    write.value = row.value;
    write.domain = row.domain;
    write.path = row.path;
    write.lifetime_s = row.lifetime_s;
    write.setter_url = socket->url;
    write.page_url = socket->page_url;
    write.stack = socket->initiator_stack;
    write.third_party = parties.domain(write.domain, write.page_url);
    run.cookie_writes.push_back(std::move(write));
  }
  std::ranges::stable_sort(run.cookie_writes, {}, [](const auto& write) { return write.at.line; });
}

}  // namespace consentry
