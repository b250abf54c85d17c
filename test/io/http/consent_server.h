// SPDX-License-Identifier: Apache-2.0
// The consent server's routes over a ledger in memory, asked without sockets.
#pragma once

#include <fstream>
#include <iterator>
#include <memory>
#include <optional>

#include "fakes/memory_case_store.h"
#include "fakes/memory_ledger.h"
#include "fakes/memory_watch_book.h"
#include "fakes/shop_choice.h"
#include "io/http/consent_routes.h"

namespace consentry::http {

inline std::string source_file(const std::string& path) {
  std::ifstream file(std::string(CONSENTRY_SOURCE_DIR "/") + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct ConsentServer {
  static constexpr std::string_view kOrigin = "https://shop.example";
  static constexpr std::string_view kToken = "administrator";

  MemoryLedger ledger;
  ClientLimits limits{{60, 5}};
  ServerMetrics metrics;
  std::shared_ptr<const SiteDirectory> sites = shop();
  ConsentServices services{ledger, [this] { return sites; }, limits, metrics,
                           [this] { return ledger.now; }};
  std::string openapi = source_file("data/openapi.json");
  MemoryWatchBook book{{"shop"}};
  int secrets = 0;
  WatchServices watches{
      book, [this] { return Result<std::string>("secret-" + std::to_string(++secrets)); }};
  MemoryCaseStore case_store{*parse_clock_rules("clocks", source_file("data/clocks/clocks.toml"))};
  CaseServices cases{
      case_store,
      {{"nl", *ReportLanguage::parse(source_file("data/translations/report/nl.json"))}}};
  ServerTexts texts{languages(), openapi, sha256(kToken), {}, {}, {}, &watches, &cases};
  Handler handler = counted(consent_routes(services, texts), metrics);

  static std::shared_ptr<const SiteDirectory> shop() {
    PublishedSite site;
    site.id = "shop";
    site.origins = {std::string(kOrigin)};
    site.notices = {shop_notice()};
    site.files = {{"shop.js", "plain", "GZIP", "BR", "0123456789abcdef"},
                  {"shop.panel.js", "panel", "GZ2", "BR2", "fedcba9876543210"}};
    site.earlier_files = {{{"shop.js", "older", "GZ0", "BR0", "00000000000000aa"}}};
    return std::make_shared<const SiteDirectory>(std::vector<PublishedSite>{site});
  }
  static PageLanguages languages() {
    return {{"en", *parse_page_texts(source_file("data/translations/my-consent/en.json"))},
            {"nl", *parse_page_texts(source_file("data/translations/my-consent/nl.json"))}};
  }

  Response ask(Request request) {
    if (request.peer.empty()) request.peer = "127.0.0.1";
    Response response = handler(request);
    if (!response.later) return response;
    std::optional<Response> later;
    response.later([&](Response answer) { later = std::move(answer); });
    return std::move(*later);
  }
  Response get(const std::string& path, std::vector<Header> headers = {}) {
    return ask(request_for("GET", path, std::move(headers)));
  }
  Response post(const std::string& body) {
    Request request =
        request_for("POST", "/v1/consents",
                    {{"Origin", std::string(kOrigin)}, {"Content-Type", "application/json"}});
    request.body = body;
    return ask(request);
  }
  static Request request_for(std::string method, const std::string& target,
                             std::vector<Header> headers) {
    Request request;
    request.method = std::move(method);
    const std::size_t question = std::min(target.find('?'), target.size());
    request.path = target.substr(0, question);
    request.query = target.substr(std::min(question + 1, target.size()));
    request.host = "consent.example";
    request.headers = std::move(headers);
    return request;
  }
};

inline std::string header_of(const Response& response, std::string_view name) {
  for (const Header& header : response.headers) {
    if (same_header(header.name, name)) return header.value;
  }
  return {};
}

inline std::string wire_choice() { return source_file("test/data/wire/choice.json"); }

// The example's visitor.
inline std::vector<Header> bearer(const std::string& id = "019aadf3c5d0a1b2c3d4e5f60718293a") {
  return {{"Authorization", "Bearer " + id}};
}

}  // namespace consentry::http
