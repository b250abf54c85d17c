// SPDX-License-Identifier: Apache-2.0
#include "io/http/watch_api.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/http/consent_server.h"

namespace consentry::http {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;

class WatchApi : public ::testing::Test {
 protected:
  Response ask(const std::string& method, const std::string& path, const std::string& body = "") {
    Request request =
        ConsentServer::request_for(method, path, {{"Authorization", "Bearer administrator"}});
    request.body = body;
    return server_.ask(request);
  }
  Response put(const std::string& body) { return ask("PUT", "/v1/sites/shop/watch", body); }

  ConsentServer server_;
};

TEST_F(WatchApi, IsForTheAdministrator) {
  for (const char* method : {"GET", "PUT", "DELETE"})
    EXPECT_EQ(server_.ask(ConsentServer::request_for(method, "/v1/sites/shop/watch", {})).status,
              401);
  EXPECT_EQ(server_.get("/v1/sites/shop/scans").status, 401);
}

TEST_F(WatchApi, TakesAnOrderAndShowsItsSecretOnce) {
  EXPECT_EQ(ask("GET", "/v1/sites/shop/watch").status, 404);
  const Response made =
      put(R"({"every":"daily","webhook":"https://h.example/","mail":"a@b.example"})");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(json::parse(made.body).at("secret"), "secret-1");
  const Response shown = ask("GET", "/v1/sites/shop/watch");
  EXPECT_EQ(shown.status, 200);
  EXPECT_THAT(shown.body, Not(HasSubstr("secret")));
  const auto entry = json::parse(shown.body);
  EXPECT_EQ(entry.at("every"), "daily");
  EXPECT_EQ(entry.at("mail"), "a@b.example");
  EXPECT_TRUE(entry.at("last").is_null());
  const Response again = put(R"({"every":"weekly","webhook":"https://i.example/","mail":null})");
  EXPECT_EQ(again.status, 200);
  EXPECT_THAT(again.body, Not(HasSubstr("secret")));
  EXPECT_TRUE(json::parse(again.body).at("mail").is_null());
}

TEST_F(WatchApi, TakesHowTheSiteIsScanned) {
  ASSERT_EQ(put(R"({"every":"daily","profile":"us-ca","language":"es-MX","pages":3})").status, 201);
  const auto entry = json::parse(ask("GET", "/v1/sites/shop/watch").body);
  EXPECT_EQ(entry.at("profile"), "us-ca");
  EXPECT_EQ(entry.at("language"), "es-MX");
  EXPECT_EQ(entry.at("pages"), 3);
  ASSERT_EQ(put(R"({"every":"daily","pages":null})").status, 200);
  const auto usual = json::parse(ask("GET", "/v1/sites/shop/watch").body);
  for (const char* key : {"profile", "language", "pages"})
    EXPECT_TRUE(usual.at(key).is_null()) << key;
}

TEST_F(WatchApi, EndsAWatch) {
  ASSERT_EQ(put(R"({"every":"daily"})").status, 201);
  EXPECT_EQ(ask("DELETE", "/v1/sites/shop/watch").status, 200);
  EXPECT_EQ(ask("DELETE", "/v1/sites/shop/watch").status, 404);
}

TEST_F(WatchApi, RefusesWhatIsNoOrder) {
  for (const char* body :
       {"", "[]", "{", R"({"every":7})", R"({"every":"daily","often":"x"})", R"({"every":"often"})",
        R"({"every":"daily","webhook":"http://h.example/"})",
        R"({"every":"daily","mail":"nobody"})", R"({"every":"daily","pages":0})",
        R"({"every":"daily","pages":101})", R"({"every":"daily","pages":"3"})",
        R"({"every":"daily","profile":"--out"})", R"({"every":"daily","language":"--out"})",
        R"({"every":"daily","language":"english_language"})"})
    EXPECT_EQ(put(body).status, 400) << body;
  EXPECT_EQ(put(R"({"every":"daily","mail":")" + std::string(9000, 'a') + "\"}").status, 400);
  EXPECT_EQ(ask("PUT", "/v1/sites/nobody/watch", R"({"every":"daily"})").status, 404);
  EXPECT_EQ(ask("PUT", "/v1/sites/shop/statistics").status, 405);
  EXPECT_EQ(ask("GET", "/v1/sites//watch").status, 404);
}

TEST_F(WatchApi, ListsScansNewestFirst) {
  for (std::uint64_t i = 1; i <= 3; ++i) {
    WatchedScan scan;
    scan.number = i;
    scan.site = "shop";
    scan.fate = i == 3 ? ScanFate::failed : ScanFate::done;
    scan.verdict = "pass";
    scan.changes = 2;
    server_.book.made.push_back(scan);
  }
  const auto scans = json::parse(ask("GET", "/v1/sites/shop/scans?limit=2").body).at("scans");
  ASSERT_EQ(scans.as_array().size(), 2U);
  EXPECT_EQ(scans.at(0).at("number"), 3);
  EXPECT_TRUE(scans.at(0).at("verdict").is_null()) << "what failed has none";
  EXPECT_EQ(scans.at(1).at("verdict"), "pass");
  EXPECT_EQ(ask("GET", "/v1/sites/shop/scans?limit=no").status, 400);
  EXPECT_EQ(ask("GET", "/v1/sites/shop/scans?limit=0").status, 400);
}

TEST(WithoutWatches, TheirAddressesAreNotThere) {
  ConsentServer server;
  server.texts.watches = nullptr;
  EXPECT_EQ(server.get("/v1/sites/shop/watch", {{"Authorization", "Bearer administrator"}}).status,
            404);
}

}  // namespace
}  // namespace consentry::http
