// SPDX-License-Identifier: Apache-2.0
#include "io/http/visitor_records.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "io/http/consent_server.h"

namespace consentry::http {
namespace {

namespace json = boost::json;

constexpr const char* kId = "019aadf3c5d0a1b2c3d4e5f60718293a";

TEST(VisitorRecords, AreShownToWhoKnowsTheId) {
  ConsentServer server;
  server.post(wire_choice());
  const Response response = server.get("/v1/records?site=shop", bearer());
  ASSERT_EQ(response.status, 200) << response.body;
  const json::value body = json::parse(response.body);
  const auto& records = body.at("records").as_array();
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].at("record").at("pii_principal_id"), kId);
  EXPECT_EQ(records[0].at("record").at("event_type"), "custom");
  EXPECT_EQ(server.get("/v1/records?site=shop", bearer(std::string(32, '0'))).body,
            "{\"records\":[]}");
  EXPECT_EQ(server.get("/v1/records?site=shop").status, 400);
  EXPECT_EQ(server.get("/v1/records?site=shop", bearer("1 OR 1")).status, 400);
  EXPECT_EQ(server.get("/v1/records?site=other", bearer()).status, 404);
}

TEST(VisitorRecords, AreGivenOutAsReceiptsThatProve) {
  ConsentServer server;
  for (unsigned who = 0; who < 5; ++who) server.ledger.append(shop_entry(who), [](const auto&) {});
  server.post(wire_choice());
  const Response response = server.get("/v1/receipts/5?site=shop", bearer());
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(check_receipt(*parse_receipt(response.body), server.ledger.head()->key),
            ReceiptVerdict::proved);
  for (const char* of : {"4", "6", "x", "", "-1", "5/", "99999999999999999999"}) {
    EXPECT_EQ(server.get("/v1/receipts/" + std::string(of) + "?site=shop", bearer()).status, 404)
        << of;
  }
}

TEST(VisitorRecords, MayBeWithdrawn) {
  ConsentServer server;
  server.post(wire_choice());
  const Response response =
      server.ask(ConsentServer::request_for("POST", "/v1/withdrawals?site=shop", bearer()));
  EXPECT_EQ(response.status, 201) << response.body;
  const auto records = *server.ledger.records_of("shop", *VisitorId::parse(kId));
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[1].tail.act, Act::withdraw);
  EXPECT_EQ(records[1].tail.choices, "100");
  EXPECT_EQ(records[1].head.previous, 0U);
}

TEST(VisitorRecords, MayBeErased) {
  ConsentServer server;
  server.post(wire_choice());
  const Response response =
      server.ask(ConsentServer::request_for("DELETE", "/v1/records?site=shop", bearer()));
  EXPECT_EQ(response.body, "{\"erased\":1}");
  EXPECT_EQ(server.get("/v1/records?site=shop", bearer()).body, "{\"records\":[]}");
}

Response form(ConsentServer& server, const std::string& fields,
              const std::string& language = "en-GB,en;q=0.8") {
  Request request = ConsentServer::request_for(
      "POST", "/my-consent",
      {{"Accept-Language", language}, {"Content-Type", "application/x-www-form-urlencoded"}});
  request.body = fields;
  return server.ask(request);
}

const std::string kFields = std::string("site=shop&id=") + kId;

TEST(MyConsent, ShowsEveryRecordWithoutScript) {
  ConsentServer server;
  server.post(wire_choice());
  const Response response = form(server, kFields + "&action=show");
  EXPECT_EQ(response.status, 200);
  EXPECT_NE(response.body.find("Chose single purposes"), std::string::npos);
  EXPECT_NE(response.body.find("<dd>statistics</dd>"), std::string::npos);
  EXPECT_EQ(response.body.find("<script"), std::string::npos);
  EXPECT_EQ(header_of(response, "Cache-Control"), "no-store");
  EXPECT_NE(header_of(response, "Content-Security-Policy").find("default-src 'none'"),
            std::string::npos);
}

TEST(MyConsent, TakesTheSitesAddressForItsId) {
  ConsentServer server;
  server.post(wire_choice());
  for (const char* site : {"shop.example", "https%3A%2F%2Fshop.example%2Fcart"}) {
    const std::string fields = "site=" + std::string(site) + "&id=" + kId + "&action=show";
    const Response response = form(server, fields);
    EXPECT_EQ(response.status, 200) << site;
    EXPECT_NE(response.body.find("Chose single purposes"), std::string::npos);
  }
  EXPECT_EQ(form(server, "site=other.example&id=" + std::string(kId) + "&action=show").status, 400);
}

TEST(MyConsent, SpeaksTheVisitorsLanguage) {
  ConsentServer server;
  const auto page = [&](const std::string& language) {
    return server.get("/my-consent", {{"Accept-Language", language}}).body;
  };
  EXPECT_NE(page("nl-BE, fr;q=0.9").find("<html lang=\"nl\" "), std::string::npos);
  EXPECT_NE(page("en;q=0.3, nl;q=0.7").find("Mijn toestemming"), std::string::npos);
  EXPECT_NE(page("fr").find("<html lang=\"en\" "), std::string::npos);
  EXPECT_NE(page("nl;q=oops,,;;q").find("<html lang=\"en\" "), std::string::npos);
}

TEST(MyConsent, GivesAReceiptAsAFile) {
  ConsentServer server;
  server.post(wire_choice());
  const Response response = form(server, kFields + "&action=receipt&index=0");
  EXPECT_NE(header_of(response, "Content-Disposition").find("consent-receipt-0.json"),
            std::string::npos);
  EXPECT_EQ(check_receipt(*parse_receipt(response.body), ""), ReceiptVerdict::proved);
  EXPECT_EQ(form(server, kFields + "&action=receipt&index=1").status, 404);
}

TEST(MyConsent, WithdrawsAndErases) {
  ConsentServer server;
  server.post(wire_choice());
  EXPECT_NE(form(server, kFields + "&action=withdraw").body.find("Your withdrawal was kept"),
            std::string::npos);
  EXPECT_EQ(server.ledger.head()->size, 2U);
  EXPECT_NE(form(server, kFields + "&action=erase", "nl").body.find("zijn gewist"),
            std::string::npos);
  EXPECT_NE(form(server, kFields + "&action=show").body.find("Nothing is kept"), std::string::npos);
}

TEST(MyConsent, SaysWhyNothingIsErasedUnderAHoldAndStillWithdraws) {
  ConsentServer server;
  server.post(wire_choice());
  server.ledger.held = true;
  const std::string page = form(server, kFields + "&action=erase").body;
  EXPECT_NE(page.find("needed for a legal dispute"), std::string::npos);
  EXPECT_EQ(page.find("Nothing is kept"), std::string::npos);
  EXPECT_NE(form(server, kFields + "&action=withdraw").body.find("Your withdrawal was kept"),
            std::string::npos);
}

TEST(MyConsent, WritesNothingThatWasSentIntoThePageAsMarkup) {
  ConsentServer server;
  const Response response = form(server, "site=%22%3E%3Cscript%3E&id=%3Cimg+src=x%3E&action=show");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.body.find("<script"), std::string::npos);
  EXPECT_EQ(response.body.find("<img"), std::string::npos);
  EXPECT_EQ(server.get("/my-consent?site=%22%3E%3Cb%3E").body.find("<b>"), std::string::npos);
}

TEST(MyConsent, IsWrittenInTheDirectionOfItsLanguage) {
  PageLanguages languages = ConsentServer::languages();
  languages["ar"] = languages.at("en");
  ConsentServer server;
  const auto page = [&](const std::string& language) {
    const Request request =
        ConsentServer::request_for("GET", "/my-consent", {{"accept-language", language}});
    return get_my_consent(server.services, languages, request).body;
  };
  EXPECT_TRUE(page("ar-EG").starts_with("<!doctype html><html lang=\"ar\" dir=\"rtl\">"));
  EXPECT_TRUE(page("nl").starts_with("<!doctype html><html lang=\"nl\" dir=\"ltr\">"));
  // A number is read from left to right in every language.
  EXPECT_NE(page("ar").find("name=\"id\" dir=\"ltr\""), std::string::npos);
}

TEST(MyConsent, KnowsLanguagesByTheirWholeTagAndByTheirOtherNames) {
  PageLanguages languages = ConsentServer::languages();
  for (const char* tag : {"pt", "pt-BR", "zh-Hans", "zh-Hant", "nb", "sr-Latn", "sr-Cyrl"})
    languages[tag] = languages.at("en");
  for (const auto& [wish, served] : {std::pair{"pt-BR,pt;q=0.9", "pt-BR"},
                                     {"pt-PT", "pt"},
                                     {"zh-TW", "zh-Hant"},
                                     {"zh-CN,zh;q=0.9", "zh-Hans"},
                                     {"no", "nb"},
                                     {"sr", "sr-Cyrl"},
                                     {"*", "en"}})
    EXPECT_EQ(preferred_language(wish, languages), served) << wish;
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "xx,";
  EXPECT_EQ(preferred_language(many + "nl", languages), "en") << "nobody reads that many";
}

TEST(MyConsent, HasAllTextsInEveryLanguage) {
  const PageLanguages languages = ConsentServer::languages();
  for (const auto& [key, text] : languages.at("en")) {
    EXPECT_TRUE(languages.at("nl").contains(key)) << key;
    EXPECT_FALSE(text.empty());
  }
  EXPECT_EQ(languages.at("nl").size(), languages.at("en").size());
  EXPECT_FALSE(parse_page_texts("[]"));
  EXPECT_FALSE(parse_page_texts("{\"a\":1}"));
}

}  // namespace
}  // namespace consentry::http
