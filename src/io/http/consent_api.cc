// SPDX-License-Identifier: Apache-2.0
#include "io/http/consent_api.h"

#include <utility>

#include "io/http/visit_origin.h"

namespace consentry::http {
namespace {

bool is_json(std::string_view content_type) {
  const std::string_view kind = content_type.substr(0, content_type.find(';'));
  return same_header(kind.substr(0, kind.find(' ')), "application/json");
}

// Nothing in it needs escaping.
Response answer_for(const Appended& kept) {
  return json_answer(kept.repeated ? 200 : 201,
                     "{\"record_id\":\"" + kept.record_id +
                         "\",\"leaf_index\":" + std::to_string(kept.index) + ",\"event_time\":\"" +
                         to_rfc3339(kept.time) + "\"}");
}

// What is wrong with a request, and how it is counted.
struct Refusal {
  ChoiceFate fate;
  int status;
  std::string text;
};

// The entry to be kept, or why not.
tl::expected<LedgerEntry, Refusal> read(const ConsentServices& services, const SiteDirectory& sites,
                                        const Request& request) {
  const auto refuse = [](ChoiceFate fate, int status, std::string text) {
    return tl::unexpected(Refusal{fate, status, std::move(text)});
  };
  if (!is_json(request.header("content-type")))
    return refuse(ChoiceFate::malformed, 415, "a choice is sent as application/json");
  const auto choice = parse_choice(request.body);
  if (!choice) {
    return refuse(ChoiceFate::malformed, choice.error().kind() == ErrorKind::exhausted ? 413 : 400,
                  choice.error().text());
  }
  const PublishedSite* site = sites.find(choice->site);
  if (site == nullptr) return refuse(ChoiceFate::unknown_site, 404, "no such site");
  if (!site->may_post(request.header("origin")))
    return refuse(ChoiceFate::wrong_origin, 403, "the site's choices come from its own pages");
  const Notice* notice = site->notice(choice->notice);
  if (notice == nullptr)
    return refuse(ChoiceFate::other_notice, 422, "the site has published no such notice");
  if (auto why = objection(*choice, *notice))
    return refuse(ChoiceFate::other_notice, 422, *std::move(why));
  LedgerEntry entry = entry_for(*choice, *notice);
  entry.from = visit_origin_of(services, request);
  return entry;
}

}  // namespace

Response post_choice(const ConsentServices& services, const Request& request) {
  const auto sites = services.sites();
  const std::string origin(request.header("origin"));
  const bool known = sites->knows_origin(origin);
  const auto refuse = [&](ChoiceFate fate, int status, std::string_view text) {
    services.metrics.count(fate);
    Response response = json_error(status, text);
    if (known) allow_origin(response, origin);
    return response;
  };
  if (!services.limits.admits(request, ClientLimits::Clock::now()))
    return refuse(ChoiceFate::too_often, 429, "too many requests from this address");
  auto entry = read(services, *sites, request);
  if (!entry) return refuse(entry.error().fate, entry.error().status, entry.error().text);
  Response response;
  response.later = [&services, origin, entry = *std::move(entry)](const Reply& reply) mutable {
    services.ledger.append(std::move(entry),
                           [&services, origin, reply](const Result<Appended>& kept) {
                             services.metrics.count(!kept            ? ChoiceFate::not_kept
                                                    : kept->repeated ? ChoiceFate::repeated
                                                                     : ChoiceFate::kept);
                             Response answer = kept ? answer_for(*kept) : json_error(kept.error());
                             allow_origin(answer, origin);
                             reply(std::move(answer));
                           });
  };
  return response;
}

Response preflight(const ConsentServices& services, const Request& request) {
  const std::string_view origin = request.header("origin");
  Response response;
  response.status = 204;
  if (!services.sites()->knows_origin(origin)) return response;
  allow_origin(response, origin);
  response.headers.push_back({"Access-Control-Allow-Methods", "GET, POST, DELETE"});
  response.headers.push_back({"Access-Control-Allow-Headers", "authorization, content-type"});
  response.headers.push_back({"Access-Control-Max-Age", "86400"});
  return response;
}

}  // namespace consentry::http
