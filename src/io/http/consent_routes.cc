// SPDX-License-Identifier: Apache-2.0
#include "io/http/consent_routes.h"

#include <utility>

#include "io/http/choice_form_api.h"
#include "io/http/consent_api.h"
#include "io/http/declaration_page.h"
#include "io/http/mandate_api.h"
#include "io/http/mandate_paths.h"
#include "io/http/proof_api.h"
#include "io/http/shown_api.h"
#include "io/http/statistics_api.h"
#include "io/http/tag_api.h"
#include "io/http/visitor_records.h"
#include "io/http/withdrawal_api.h"

namespace consentry::http {
namespace {

Response get_health(const Request& /*request*/) { return json_answer(200, "{\"status\":\"ok\"}"); }

// Ready: the store answers.
Response get_readiness(const ConsentServices& services) {
  const auto head = services.ledger.head();
  return head ? json_answer(200, "{\"status\":\"ready\"}")
              : json_error(503, "the store does not answer");
}

void add_case_routes(Router& router, const ConsentServices& services, const ServerTexts& texts) {
  const auto answer = [&](const Request& request) {
    return answer_cases(services, *texts.cases, texts.admin_token, request);
  };
  for (const char* method : {"GET", "POST"}) {
    router.add(method, std::string(kCasesPath), answer);
    router.add(method, std::string(kCasesPath) + "/*", answer);
  }
  router.add("GET", std::string(kCampaignPath) + "*",
             [&](const Request& request) { return get_campaign(services, *texts.cases, request); });
}

Response get_metrics(const ConsentServices& services, const ServerTexts& texts) {
  Response response;
  response.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"},
                      {"Cache-Control", "no-store"}};
  response.body = services.metrics.text();
  if (texts.further_metrics) response.body += texts.further_metrics();
  return response;
}

bool lies_below(const Request& request, std::string_view ending) {
  return request.path.size() > kSitesPath.size() + ending.size() && request.path.ends_with(ending);
}

// What an administrator asks about one site.
Response answer_site(const ConsentServices& services, const ServerTexts& texts,
                     const Request& request) {
  if (texts.watches != nullptr && lies_below(request, kWatchEnding))
    return answer_watch(services, *texts.watches, texts.admin_token, request);
  if (request.method == "PUT" || request.method == "DELETE") {
    Response response = plain_text(405, "This can only be read.");
    response.headers.push_back({"Allow", "GET, HEAD"});
    return response;
  }
  if (texts.watches != nullptr && lies_below(request, kScansEnding))
    return get_scans(services, *texts.watches, texts.admin_token, request);
  return get_site_statistics(services, texts.admin_token, request);
}

}  // namespace

Router consent_routes(const ConsentServices& services, const ServerTexts& texts) {
  using Function = Response (*)(const ConsentServices&, const Request&);
  Router router;
  const auto add = [&](const std::string& method, const std::string& path, Function function) {
    router.add(method, path, [&services, function](const Request& request) {
      return function(services, request);
    });
  };
  add("POST", "/v1/consents", &post_choice);
  add("OPTIONS", "/v1/*", &preflight);
  add("GET", std::string(kTagFolder) + "*", &get_tag_file);
  add("GET", "/v1/records", &get_records);
  add("DELETE", "/v1/records", &delete_records);
  add("GET", std::string(kReceiptPath) + "*", &get_receipt);
  add("POST", "/v1/withdrawals", &post_withdrawal);
  add("GET", "/log/checkpoint", &get_checkpoint);
  add("GET", "/log/key", &get_log_key);
  add("GET", std::string(kTilePath) + "*", &get_tile);
  router.add("GET", "/my-consent", [&](const Request& request) {
    return get_my_consent(services, texts.languages, request);
  });
  router.add("POST", "/my-consent", [&](const Request& request) {
    return post_my_consent(services, texts.languages, request);
  });
  router.add("POST", "/v1/forms", [&](const Request& request) {
    return post_choice_form(services, texts.languages, request);
  });
  router.add("GET", "/v1/statistics", [&](const Request& request) {
    return get_statistics(services, texts.admin_token, request);
  });
  add("POST", "/v1/shown", &post_shown);
  add("POST", std::string(kWithdrawalPath), &post_withdrawn_cookies);
  for (const char* method : {"GET", "PUT", "DELETE"}) {
    router.add(method, std::string(kSitesPath) + "*",
               [&](const Request& request) { return answer_site(services, texts, request); });
  }
  router.add("GET", std::string(kDeclarationPath) + "*", [&](const Request& request) {
    return get_declaration(services, texts.declarations, texts.declaration_script, request);
  });
  if (texts.cases != nullptr) add_case_routes(router, services, texts);
  if (texts.mandates != nullptr) {
    for (const char* method : {"GET", "POST"}) {
      router.add(method, std::string(kMandatePath) + "*", [&](const Request& request) {
        return answer_mandate(services, *texts.mandates, request);
      });
    }
  }
  router.add("GET", "/healthz", &get_health);
  router.add("GET", "/readyz", [&](const Request&) { return get_readiness(services); });
  router.add("GET", "/metrics", [&](const Request&) { return get_metrics(services, texts); });
  router.add("GET", "/openapi.json", [&](const Request&) {
    Response response = json_answer(200, std::string(texts.openapi));
    response.headers.back().value = "public, max-age=3600";
    return response;
  });
  return router;
}

Handler counted(Handler handler, ServerMetrics& metrics) {
  return [handler = std::move(handler), &metrics](const Request& request) {
    Response response = handler(request);
    if (!response.later) {
      metrics.count_answer(response.status);
      return response;
    }
    response.later = [later = std::move(response.later), &metrics](const Reply& reply) {
      later([reply, &metrics](Response answer) {
        metrics.count_answer(answer.status);
        reply(std::move(answer));
      });
    };
    return response;
  };
}

}  // namespace consentry::http
