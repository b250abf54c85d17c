// SPDX-License-Identifier: Apache-2.0
#include "io/http/statistics_api.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "io/http/consent_server.h"
#include "io/http/visit_origin.h"

namespace consentry::http {
namespace {

namespace json = boost::json;

std::vector<Header> administrator() { return {{"Authorization", "Bearer administrator"}}; }

Request shown(const std::string& body, const std::string& origin = "https://shop.example") {
  Request request = ConsentServer::request_for(
      "POST", "/v1/shown", {{"Origin", origin}, {"Content-Type", "text/plain;charset=UTF-8"}});
  request.body = body;
  return request;
}

json::object asked(ConsentServer& server, const std::string& query) {
  const Response response = server.get("/v1/sites/shop/statistics" + query, administrator());
  EXPECT_EQ(response.status, 200) << response.body;
  return json::parse(response.body).as_object();
}

TEST(Shown, CountsABannerOfAPublishedNotice) {
  ConsentServer server;
  const Response response = server.ask(shown("shop 0a1b2c3d nl"));
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(header_of(response, "Access-Control-Allow-Origin"), "https://shop.example");
  EXPECT_EQ(header_of(response, "Set-Cookie"), "");
  const json::object statistics = asked(server, "?by=language");
  const auto& group = statistics.at("groups").as_array().at(0).as_object();
  EXPECT_EQ(group.at("value").as_string(), "nl");
  EXPECT_EQ(group.at("shown").to_number<int>(), 1);
  EXPECT_DOUBLE_EQ(group.at("no_choice_rate").as_double(), 1.0);
}

TEST(Shown, CountsNothingElse) {
  ConsentServer server;
  EXPECT_EQ(server.ask(shown("shop 0a1b2c3d")).status, 400);
  EXPECT_EQ(server.ask(shown("nobody 0a1b2c3d nl")).status, 404);
  EXPECT_EQ(server.ask(shown("shop 0a1b2c3d nl", "https://other.example")).status, 403);
  EXPECT_EQ(server.ask(shown("shop 00000000 nl")).status, 422);
  EXPECT_EQ(server.ask(shown("shop 0a1b2c3d de")).status, 422);
  EXPECT_EQ(asked(server, "").at("total").as_object().at("shown").to_number<int>(), 0);
}

TEST(Shown, IsLimitedAsChoicesAre) {
  ConsentServer server;
  Request request = shown("shop 0a1b2c3d nl");
  request.peer = "192.0.2.1";
  int last = 0;
  for (int i = 0; i < 7; ++i) last = server.ask(request).status;
  EXPECT_EQ(last, 429);
}

TEST(SiteStatistics, AreForTheAdministratorOfAPublishedSite) {
  ConsentServer server;
  EXPECT_EQ(server.get("/v1/sites/shop/statistics").status, 401);
  EXPECT_EQ(server.get("/v1/sites/nobody/statistics", administrator()).status, 404);
  EXPECT_EQ(server.get("/v1/sites/shop/anything", administrator()).status, 404);
  EXPECT_EQ(server.get("/v1/sites/shop/statistics?by=visitor", administrator()).status, 400);
  EXPECT_EQ(server.get("/v1/sites/shop/statistics?by=site", administrator()).status, 400);
  EXPECT_EQ(server.get("/v1/sites/shop/statistics?from=yesterday", administrator()).status, 400);
}

TEST(SiteStatistics, AreOfThirtyDaysUnlessAskedOtherwise) {
  ConsentServer server;
  const json::object month = asked(server, "?to=2025-11-30");
  EXPECT_EQ(month.at("from").as_string(), "2025-11-01");
  EXPECT_EQ(month.at("to").as_string(), "2025-11-30");
  EXPECT_EQ(
      server.get("/v1/sites/shop/statistics?from=2025-12-01&to=2025-11-30", administrator()).status,
      400);
}

TEST(SiteStatistics, TellRatesAndCategories) {
  ConsentServer server;
  ASSERT_EQ(server.post(wire_choice()).status, 201);
  const json::object statistics = asked(server, "?by=day&from=2025-11-01&to=2025-11-30");
  EXPECT_EQ(statistics.at("site").as_string(), "shop");
  const auto& day = statistics.at("groups").as_array().at(0).as_object();
  EXPECT_EQ(day.at("value").as_string(), "2025-11-22");
  EXPECT_EQ(day.at("custom").to_number<int>(), 1);
  const auto& categories = statistics.at("categories").as_array();
  ASSERT_EQ(categories.size(), 3U);
  EXPECT_EQ(categories[1].as_object().at("category").as_string(), "statistics");
  EXPECT_EQ(categories[1].as_object().at("granted").to_number<int>(), 1);
  EXPECT_TRUE(asked(server, "?to=2025-11-21").at("groups").as_array().empty());
}

TEST(SiteStatistics, CountTheCountryThatATrustedProxyNamesAndNoOther) {
  ConsentServer server;
  ClientLimits limits({600, 300}, {"10.0.0.1"});
  server.services.country = country_from_header("CF-IPCountry", limits);
  Request request = shown("shop 0a1b2c3d nl");
  request.headers.push_back({"CF-IPCountry", "nl"});
  request.peer = "10.0.0.1";
  EXPECT_EQ(server.ask(request).status, 204);
  request.peer = "192.0.2.1";
  EXPECT_EQ(server.ask(request).status, 204);
  const auto groups = asked(server, "?by=country").at("groups").as_array();
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].as_object().at("value").as_string(), "");
  EXPECT_EQ(groups[1].as_object().at("value").as_string(), "NL");
}

// Counted, but in no record: the country must not come near a visitor's id.
TEST(SiteStatistics, KeepNoCountryWithARecord) {
  ConsentServer server;
  server.services.country = [](const Request&) { return std::string("QQ"); };
  ASSERT_EQ(server.post(wire_choice()).status, 201);
  EXPECT_EQ(asked(server, "?by=country").at("groups").as_array().at(0).as_object().at("value"),
            "QQ");
  const Response records = server.get("/v1/records?site=shop", bearer());
  EXPECT_EQ(records.status, 200);
  EXPECT_EQ(records.body.find("QQ"), std::string::npos);
}

TEST(CountryCode, IsTwoLettersThatStandForACountry) {
  EXPECT_EQ(country_code("NL"), "NL");
  EXPECT_EQ(country_code("de"), "DE");
  for (const char* text : {"", "N", "NLD", "T1", "XX", "zz", "N ", "\xc3\x89"})
    EXPECT_EQ(country_code(text), "") << text;
}

TEST(DeviceOf, BelievesTheHintAndElseAWordOfTheAgent) {
  const auto device = [](std::vector<Header> headers) {
    return device_of(ConsentServer::request_for("POST", "/v1/shown", std::move(headers)));
  };
  EXPECT_EQ(device({{"Sec-CH-UA-Mobile", "?1"}}), Device::phone);
  EXPECT_EQ(device({{"Sec-CH-UA-Mobile", "?0"}}), Device::desktop);
  EXPECT_EQ(device({{"User-Agent", "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0"}}),
            Device::phone);
  EXPECT_EQ(device({{"User-Agent", "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Mobile/15E"}}),
            Device::tablet);
  EXPECT_EQ(device({{"User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"}}),
            Device::desktop);
  EXPECT_EQ(device({{"Sec-CH-UA-Mobile", "?0"},
                    {"User-Agent", "Mozilla/5.0 (Linux; Android 15) Chrome/140 Safari"}}),
            Device::tablet);
  EXPECT_EQ(device({{"User-Agent", "curl/8.0"}}), Device::unknown);
  EXPECT_EQ(device({}), Device::unknown);
}

}  // namespace
}  // namespace consentry::http
