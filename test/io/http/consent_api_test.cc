// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "io/http/consent_server.h"
#include "io/http/mandate_desk.h"

namespace consentry::http {
namespace {

namespace json = boost::json;

std::string with(std::string text, const std::string& what, const std::string& instead) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), instead);
}

TEST(PostChoice, KeepsItAndSaysWhere) {
  ConsentServer server;
  const Response response = server.post(wire_choice());
  EXPECT_EQ(response.status, 201) << response.body;
  EXPECT_EQ(header_of(response, "Access-Control-Allow-Origin"), ConsentServer::kOrigin);
  EXPECT_EQ(header_of(response, "Cache-Control"), "no-store");
  const json::value body = json::parse(response.body);
  EXPECT_EQ(body.at("leaf_index"), 0);
  EXPECT_EQ(body.at("record_id").as_string().size(), 36U);
  EXPECT_EQ(server.ledger.head()->size, 1U);
}

TEST(PostChoice, SentAgainIsAnsweredWithTheRecordOfThen) {
  ConsentServer server;
  const Response first = server.post(wire_choice());
  const Response again = server.post(wire_choice());
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(server.ledger.head()->size, 1U);
}

TEST(PostChoice, StoresNothingOfWhatItRefuses) {
  ConsentServer server;
  const std::string good = wire_choice();
  const std::vector<std::pair<std::string, int>> bodies{
      {"", 400},
      {"[]", 400},
      {std::string(kMaxChoiceBytes + 1, ' '), 413},
      {with(good, "\"shop\"", "\"unheard-of\""), 404},
      {with(good, "\"0a1b2c3d\"", "\"0a1b2c3e\""), 422},
      {with(good, "\"adnet\"", "\"unheard-of\""), 422},
      {with(good, "\"nl\"", "\"fr\""), 422},
      {with(good, "\"custom\"", "\"accept_all\""), 422},
      {with(good, "\"clicks\": 3", "\"clicks\": \"3\""), 400},
  };
  for (const auto& [body, status] : bodies) {
    const Response response = server.post(body);
    EXPECT_EQ(response.status, status) << body;
    EXPECT_TRUE(json::parse(response.body).at("error").is_string());
  }
  EXPECT_EQ(server.ledger.head()->size, 0U);
}

TEST(PostChoice, TakesChoicesOfTheSitesOwnPagesOnly) {
  ConsentServer server;
  for (const std::string origin : {"", "null", "https://shop.example.evil.example",
                                   "http://shop.example", "https://shop.example:8443"}) {
    Request request = ConsentServer::request_for(
        "POST", "/v1/consents", {{"Origin", origin}, {"Content-Type", "application/json"}});
    request.body = wire_choice();
    const Response response = server.ask(request);
    EXPECT_EQ(response.status, 403) << origin;
    EXPECT_EQ(header_of(response, "Access-Control-Allow-Origin"), "");
  }
  EXPECT_EQ(server.ledger.head()->size, 0U);
}

TEST(PostChoice, TakesJsonOnlySoThatABrowserAsksFirst) {
  ConsentServer server;
  for (const std::string type : {"", "text/plain", "application/x-www-form-urlencoded"}) {
    Request request = ConsentServer::request_for(
        "POST", "/v1/consents",
        {{"Origin", std::string(ConsentServer::kOrigin)}, {"Content-Type", type}});
    request.body = wire_choice();
    EXPECT_EQ(server.ask(request).status, 415) << type;
  }
}

TEST(PostChoice, SaysThatTheStoreFailedAndTellsNoDetail) {
  ConsentServer server;
  server.ledger.broken = true;
  const Response response = server.post(wire_choice());
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.body.find("space"), std::string::npos);
  EXPECT_NE(header_of(response, "Retry-After"), "");
}

TEST(PostChoice, IsLimitedByAddressBehindAProxyToo) {
  ConsentServer server;
  const auto from = [&](const std::string& peer, const std::string& forwarded) {
    Request request = ConsentServer::request_for(
        "POST", "/v1/consents",
        {{"Origin", std::string(ConsentServer::kOrigin)}, {"Content-Type", "application/json"}});
    if (!forwarded.empty()) request.headers.push_back({"X-Forwarded-For", forwarded});
    request.peer = peer;
    request.body = wire_choice();
    return server.ask(request).status;
  };
  for (int i = 0; i < 5; ++i) EXPECT_LT(from("203.0.113.7", ""), 400);
  EXPECT_EQ(from("203.0.113.7", ""), 429);
  EXPECT_EQ(from("203.0.113.7", "198.51.100.1"), 429) << "only a proxy may say who is asking";
  EXPECT_LT(from("203.0.113.8", ""), 400);
  for (int i = 0; i < 5; ++i) EXPECT_LT(from("127.0.0.1", "198.51.100.9"), 400);
  EXPECT_EQ(from("127.0.0.1", "10.0.0.1, 198.51.100.9"), 429) << "the last entry counts";
  for (int i = 0; i < 50; ++i) EXPECT_LT(from("127.0.0.1", ""), 400);
  for (int i = 0; i < 5; ++i) EXPECT_LT(from("2001:db8:1:2:" + std::to_string(i) + "::1", ""), 400);
  EXPECT_EQ(from("2001:db8:1:2:ffff::1", ""), 429) << "one customer's addresses count as one";
}

TEST(Preflight, AllowsOnlyOriginsOfSites) {
  ConsentServer server;
  const auto asked = [&](const std::string& origin) {
    return server.ask(ConsentServer::request_for("OPTIONS", "/v1/consents", {{"Origin", origin}}));
  };
  EXPECT_EQ(asked("https://shop.example").status, 204);
  EXPECT_EQ(header_of(asked("https://shop.example"), "Access-Control-Allow-Origin"),
            "https://shop.example");
  EXPECT_EQ(header_of(asked("https://evil.example"), "Access-Control-Allow-Origin"), "");
}

TEST(TagFiles, AreSentInTheBestCodingThatTheClientTakes) {
  ConsentServer server;
  const auto coded = [&](const std::string& accept) {
    const Response response = server.get("/t/shop.js", {{"Accept-Encoding", accept}});
    return std::string(response.content()) + header_of(response, "Content-Encoding");
  };
  EXPECT_EQ(coded("gzip, deflate, br, zstd"), "BRbr");
  EXPECT_EQ(coded("gzip"), "GZIPgzip");
  EXPECT_EQ(coded("br;q=0, gzip;q=0.5"), "GZIPgzip");
  EXPECT_EQ(coded("GZIP;q=1.0"), "GZIPgzip");
  EXPECT_EQ(coded(""), "plain");
  EXPECT_EQ(coded("identity"), "plain");
}

TEST(TagFiles, AreKeptForEverOnlyUnderTheirDigest) {
  ConsentServer server;
  EXPECT_NE(header_of(server.get("/t/shop.js"), "Cache-Control").find("max-age=300"),
            std::string::npos);
  for (const char* name :
       {"shop.0123456789abcdef.js", "shop.0123456789abcdef.panel.js", "shop.00000000000000aa.js"}) {
    const Response response = server.get(std::string("/t/") + name);
    EXPECT_EQ(response.status, 200) << name;
    EXPECT_NE(header_of(response, "Cache-Control").find("immutable"), std::string::npos);
  }
  for (const char* name : {"", "shop", "shop.00000000000000ab.js", "../shop.js", "SHOP.js"})
    EXPECT_EQ(server.get(std::string("/t/") + name).status, 404) << name;
}

TEST(TagFiles, AreNotSentTwice) {
  ConsentServer server;
  const Response first = server.get("/t/shop.js", {{"Accept-Encoding", "br"}});
  const std::string tag = header_of(first, "ETag");
  EXPECT_EQ(tag, "\"0123456789abcdef-br\"");
  EXPECT_NE(first.lasting_head.find("Vary: Accept-Encoding"), std::string_view::npos);
  const auto again = [&](const std::string& accept, const std::string& none_match) {
    return server.get("/t/shop.js", {{"Accept-Encoding", accept}, {"If-None-Match", none_match}})
        .status;
  };
  EXPECT_EQ(again("br", tag), 304);
  EXPECT_EQ(again("br", "\"x\", W/" + tag), 304);
  EXPECT_EQ(again("gzip", tag), 200) << "another coding is another file";
}

TEST(Log, IsShownToEverybodyAsHashes) {
  ConsentServer server;
  EXPECT_EQ(server.get("/log/checkpoint").status, 404);
  server.post(wire_choice());
  const std::string key = server.get("/log/key").body;
  const auto verifier = VerifierKey::parse(key.substr(0, key.size() - 1));
  ASSERT_TRUE(verifier);
  const auto checkpoint = open_checkpoint(server.get("/log/checkpoint").body, *verifier);
  ASSERT_TRUE(checkpoint);
  EXPECT_EQ(checkpoint->size, 1U);
  const Response tile = server.get("/log/tile/0/000.p/1");
  EXPECT_EQ(tile.body, std::string(checkpoint->root.begin(), checkpoint->root.end()));
  for (const char* path : {"0/000.p/2", "0/000", "1/000.p/1", "0/x", "entries/000"})
    EXPECT_EQ(server.get(std::string("/log/tile/") + path).status, 404) << path;
}

TEST(Server, TellsItsHealthAndCounts) {
  ConsentServer server;
  EXPECT_EQ(server.get("/healthz").status, 200);
  EXPECT_EQ(server.get("/readyz").status, 200);
  server.post(wire_choice());
  server.post("{}");
  const std::string metrics = server.get("/metrics").body;
  EXPECT_NE(metrics.find("consentry_choices_total{fate=\"kept\"} 1\n"), std::string::npos);
  EXPECT_NE(metrics.find("consentry_choices_total{fate=\"malformed\"} 1\n"), std::string::npos);
  EXPECT_NE(metrics.find("consentry_answers_total{status=\"2xx\"} 3\n"), std::string::npos);
}

TEST(Server, DescribesEveryAddressThatItServes) {
  MandateDesk desk;
  const json::value description = json::parse(desk.get("/openapi.json").body);
  for (const auto& [path, methods] : description.at("paths").as_object()) {
    for (const auto& method : methods.as_object()) {
      std::string name(method.key());
      std::transform(name.begin(), name.end(), name.begin(),
                     [](char c) { return static_cast<char>(c - 'a' + 'A'); });
      const Response response = desk.ask(ConsentServer::request_for(name, std::string(path), {}));
      EXPECT_NE(response.status, 405) << name << " " << path;
      EXPECT_NE(response.body, "Nothing is here.\n") << name << " " << path;
    }
  }
}

TEST(Statistics, AreForTheAdministrator) {
  ConsentServer server;
  server.post(wire_choice());
  const std::string path = "/v1/statistics?site=shop";
  EXPECT_EQ(server.get(path).status, 401);
  EXPECT_EQ(server.get(path, {{"Authorization", "Bearer wrong"}}).status, 401);
  const std::vector<Header> token{{"Authorization", "Bearer administrator"}};
  const Response response = server.get(path, token);
  ASSERT_EQ(response.status, 200) << response.body;
  const json::value body = json::parse(response.body);
  const json::value& row = body.at("counts").at(0);
  EXPECT_EQ(row.at("event"), "custom");
  EXPECT_EQ(row.at("choices"), "110");
  EXPECT_EQ(row.at("count"), 1);
  EXPECT_EQ(row.at("day"), "2025-11-22");
  EXPECT_EQ(server.get(path + "&to=2025-11-21", token).body, "{\"counts\":[]}");
  EXPECT_EQ(server.get(path + "&to=yesterday", token).status, 400);
}

}  // namespace
}  // namespace consentry::http
