// SPDX-License-Identifier: Apache-2.0
#include "io/http/shown_api.h"

#include <algorithm>

#include "io/http/visit_origin.h"

namespace consentry::http {

Response post_shown(const ConsentServices& services, const Request& request) {
  const auto sites = services.sites();
  const std::string origin(request.header("origin"));
  const bool known = sites->knows_origin(origin);
  const auto answer = [&](Response response) {
    if (known) allow_origin(response, origin);
    return response;
  };
  if (!services.limits.admits(request, ClientLimits::Clock::now()))
    return answer(json_error(429, "too many requests from this address"));
  auto banner = parse_shown(request.body);
  if (!banner) return answer(json_error(400, banner.error().text()));
  const PublishedSite* site = sites->find(banner->site);
  if (site == nullptr) return answer(json_error(404, "no such site"));
  if (!site->may_post(origin))
    return answer(json_error(403, "the site's banners are shown on its own pages"));
  const Notice* notice = site->notice(banner->notice);
  if (notice == nullptr ||
      std::ranges::find(notice->languages, banner->language) == notice->languages.end())
    return answer(json_error(422, "the site has published no such notice"));
  banner->from = visit_origin_of(services, request);
  services.ledger.count_shown(*banner);
  Response done;
  done.status = 204;
  return answer(std::move(done));
}

}  // namespace consentry::http
