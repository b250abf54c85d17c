// SPDX-License-Identifier: Apache-2.0
// Cookies: what answers set, what scripts set, and what lay in the jar. Internal to core/observe.
#pragma once

#include <boost/json/fwd.hpp>
#include <vector>

#include "core/observe/here.h"
#include "core/observe/request_joiner.h"

namespace consentry {

struct Surroundings;

// A probe message about document.cookie. around: the reporting frame and its page.
void take_script_cookie(const boost::json::object& message, const Surroundings& around,
                        const Here& here, ThirdParty& parties, RunObservation& run);

// The result of Storage.getCookies: the jar of the profile, all hosts.
void take_jar(const boost::json::object& result, const std::string& top_url, const Here& here,
              ThirdParty& parties, RunObservation& run);

// Set-Cookie lines of run.requests, once these are complete; then sorts all writes by line.
void take_answered_cookies(const std::vector<AnsweredCookie>& cookies, ThirdParty& parties,
                           RunObservation& run);

// The handshake of a web socket may set cookies, and the browser reports none of them: a cookie
// that no write explains, of a host that a socket had reached before the jar was read, is told as
// one. Call after take_answered_cookies.
void take_web_socket_cookies(ThirdParty& parties, RunObservation& run);

}  // namespace consentry
