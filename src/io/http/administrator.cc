// SPDX-License-Identifier: Apache-2.0
#include "io/http/administrator.h"

#include <openssl/crypto.h>

namespace consentry::http {
namespace {

bool is_administrator(const Sha256& admin_token, const Request& request) {
  constexpr std::string_view kScheme = "Bearer ";
  const std::string_view credentials = request.header("authorization");
  if (!credentials.starts_with(kScheme)) return false;
  const Sha256 given = sha256(credentials.substr(kScheme.size()));
  return CRYPTO_memcmp(given.data(), admin_token.data(), given.size()) == 0;
}

}  // namespace

std::optional<Response> not_for_you(const ConsentServices& services, const Sha256& admin_token,
                                    const Request& request) {
  if (!services.limits.admits(request, ClientLimits::Clock::now()))
    return json_error(429, "too many requests from this address");
  if (is_administrator(admin_token, request)) return std::nullopt;
  Response response = json_error(401, "send the administrator's token");
  response.headers.push_back({"WWW-Authenticate", "Bearer"});
  return response;
}

}  // namespace consentry::http
