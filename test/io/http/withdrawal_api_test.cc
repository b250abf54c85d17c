// SPDX-License-Identifier: Apache-2.0
#include "io/http/withdrawal_api.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "io/http/consent_server.h"

namespace consentry::http {
namespace {

struct WithdrawalApi : testing::Test {
  ConsentServer server;

  WithdrawalApi() { offer({}); }
  void offer(std::vector<std::string> cleared) {
    PublishedSite site = *ConsentServer::shop()->find("shop");
    site.withdrawal = {true, "necessary", {{"adnet", "marketing", {"_ad"}}}, std::move(cleared)};
    server.sites = std::make_shared<const SiteDirectory>(std::vector<PublishedSite>{site});
  }
  Response asked(std::vector<Header> headers, std::string body = "shop / ") {
    Request request =
        ConsentServer::request_for("POST", std::string(kWithdrawalPath), std::move(headers));
    request.body = std::move(body);
    return server.ask(request);
  }
  static std::vector<Header> own_page(std::string cookies = "_ad=secret") {
    return {{"Origin", std::string(ConsentServer::kOrigin)},
            {"Sec-Fetch-Site", "same-origin"},
            {"Cookie", std::move(cookies)}};
  }
};

std::vector<std::string> cookies_of(const Response& response) {
  std::vector<std::string> all;
  for (const Header& header : response.headers) {
    if (header.name == "Set-Cookie") all.push_back(header.value);
  }
  return all;
}

TEST_F(WithdrawalApi, ExpiresRefusedCookiesAndNamesThem) {
  const Response response = asked(own_page());
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, R"({"seen":["_ad"]})");
  EXPECT_EQ(header_of(response, "Cache-Control"), "no-store");
  const auto lines = cookies_of(response);
  EXPECT_NE(std::ranges::find(lines, "_ad=; Max-Age=0; Path=/; Secure"), lines.end());
  EXPECT_EQ(header_of(response, "Clear-Site-Data"), "");
  EXPECT_EQ(header_of(response, "Access-Control-Allow-Origin"), "");
}

TEST_F(WithdrawalApi, NeverRepeatsTheValueOfACookie) {
  const Response response = asked(own_page());
  for (const Header& header : response.headers)
    EXPECT_EQ(header.value.find("secret"), header.value.npos);
  EXPECT_EQ(response.body.find("secret"), response.body.npos);
}

TEST_F(WithdrawalApi, ExpiresNothingThatIsGranted) {
  const Response response = asked(own_page(), "shop / marketing");
  EXPECT_EQ(response.body, R"({"seen":[]})");
  EXPECT_TRUE(cookies_of(response).empty());
}

TEST_F(WithdrawalApi, RefusesEveryOtherOrigin) {
  const std::vector<std::vector<Header>> strangers{
      {{"Cookie", "_ad=1"}},
      {{"Origin", "https://other.example"}, {"Cookie", "_ad=1"}},
      {{"Origin", "null"}, {"Cookie", "_ad=1"}},
      {{"Origin", std::string(ConsentServer::kOrigin)}, {"Sec-Fetch-Site", "same-site"}},
      {{"Origin", std::string(ConsentServer::kOrigin)}, {"Sec-Fetch-Site", "cross-site"}}};
  for (const auto& headers : strangers) {
    const Response response = asked(headers);
    EXPECT_EQ(response.status, 403);
    EXPECT_TRUE(cookies_of(response).empty());
  }
}

TEST_F(WithdrawalApi, TakesABrowserThatSaysItsOriginAlone) {
  EXPECT_EQ(asked({{"Origin", std::string(ConsentServer::kOrigin)}, {"Cookie", "_ad=1"}}).status,
            200);
}

TEST_F(WithdrawalApi, ClearsWhatIsAskedForOnceAChoice) {
  offer({"cache", "storage"});
  EXPECT_EQ(header_of(asked(own_page()), "Clear-Site-Data"), R"("cache", "storage")");
  EXPECT_EQ(header_of(asked(own_page(), "shop /  again"), "Clear-Site-Data"), "");
  EXPECT_EQ(header_of(asked(own_page(), "shop / marketing"), "Clear-Site-Data"), "");
}

TEST_F(WithdrawalApi, IsThereForSitesThatOfferIt) {
  EXPECT_EQ(asked(own_page(), "cafe / ").status, 404);
  server.sites = ConsentServer::shop();
  EXPECT_EQ(asked(own_page()).status, 404);
}

TEST_F(WithdrawalApi, TakesANoteAndNothingElse) {
  EXPECT_EQ(asked(own_page(), "").status, 400);
  EXPECT_EQ(asked(own_page(), "{\"site\":\"shop\"}").status, 400);
  Request request = ConsentServer::request_for("GET", std::string(kWithdrawalPath), own_page());
  EXPECT_EQ(server.ask(request).status, 405);
}

TEST_F(WithdrawalApi, IsNotAskedTooOften) {
  int refused = 0;
  for (int i = 0; i < 40; ++i) {
    Request request = ConsentServer::request_for("POST", std::string(kWithdrawalPath), own_page());
    request.body = "shop / ";
    request.peer = "203.0.113.7";
    refused += server.ask(request).status == 429 ? 1 : 0;
  }
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace consentry::http
