// SPDX-License-Identifier: Apache-2.0
#include "io/http/proof_api.h"

#include <utility>

namespace consentry::http {
namespace {

Response text(std::string body) {
  Response response;
  response.headers = {{"Content-Type", "text/plain; charset=utf-8"},
                      {"Cache-Control", "no-cache"},
                      {"Access-Control-Allow-Origin", "*"}};
  response.body = std::move(body);
  return response;
}

}  // namespace

Response get_checkpoint(const ConsentServices& services, const Request& /*request*/) {
  auto head = services.ledger.head();
  if (!head) return json_error(head.error());
  if (head->size == 0) return json_error(404, "nothing was recorded yet");
  return text(std::move(head->checkpoint));
}

Response get_log_key(const ConsentServices& services, const Request& /*request*/) {
  const auto head = services.ledger.head();
  if (!head) return json_error(head.error());
  return text(head->key + "\n");
}

Response get_tile(const ConsentServices& services, const Request& request) {
  if (!services.limits.admits(request, ClientLimits::Clock::now()))
    return json_error(429, "too many requests from this address");
  const auto id = parse_tile_path(std::string_view(request.path).substr(kTilePath.size()));
  if (!id) return json_error(404, "no such tile");
  const auto hashes = services.ledger.tile(*id);
  if (!hashes) return json_error(hashes.error());
  Response response;
  response.headers = {{"Content-Type", "application/octet-stream"},
                      {"Cache-Control", "public, max-age=31536000, immutable"},
                      {"Access-Control-Allow-Origin", "*"}};
  for (const Sha256& hash : *hashes) response.body.append(hash.begin(), hash.end());
  return response;
}

}  // namespace consentry::http
