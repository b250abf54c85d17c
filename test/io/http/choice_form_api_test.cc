// SPDX-License-Identifier: Apache-2.0
#include "io/http/choice_form_api.h"

#include <gtest/gtest.h>

#include "io/http/consent_server.h"

namespace consentry::http {
namespace {

Response sent(ConsentServer& server, const std::string& fields,
              const std::string& origin = "https://consent.example",
              const std::string& host = "consent.example") {
  Request request = ConsentServer::request_for(
      "POST", "/v1/forms", {{"Origin", origin}, {"Host", host}, {"Accept-Language", "en"}});
  request.body = fields;
  return server.ask(request);
}

const std::string kForm = "site=shop&notice=0a1b2c3d&language=nl";

// What the page shows of the number in its field.
std::string number_in(const Response& page) {
  constexpr std::string_view kField = "spellcheck=\"false\" value=\"";
  const std::size_t at = page.body.find(kField);
  return at == std::string::npos ? "" : page.body.substr(at + kField.size(), 32);
}

StoredRecord only_record(const ConsentServer& server, const Response& page) {
  const auto records = *server.ledger.records_of("shop", *VisitorId::parse(number_in(page)));
  EXPECT_EQ(records.size(), 1U);
  return records.at(0);
}

TEST(ChoiceForm, KeepsWhatWasChosenAndShowsIt) {
  ConsentServer server;
  const Response page = sent(server, kForm + "&purpose-statistics=1&act=save");
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_NE(page.body.find("<dd>statistics</dd>"), std::string::npos);
  const StoredRecord record = only_record(server, page);
  EXPECT_EQ(record.tail.act, Act::custom);
  EXPECT_EQ(record.tail.choices, "110");
  EXPECT_NE(record.text().find(R"("collection_method":"form")"), std::string::npos);
  EXPECT_NE(record.text().find(R"("nl")"), std::string::npos);
}

TEST(ChoiceForm, AcceptAndRefuseNeedNoTicksAndIgnoreThem) {
  ConsentServer server;
  EXPECT_EQ(only_record(server, sent(server, kForm + "&act=accept")).tail.act, Act::accept_all);
  const Response refused = sent(server, kForm + "&purpose-statistics=1&act=reject");
  EXPECT_EQ(only_record(server, refused).tail.choices, "100");
  const Response nothing = sent(server, kForm);
  EXPECT_EQ(only_record(server, nothing).tail.act, Act::reject_all);
}

TEST(ChoiceForm, SetsTheTagsCookieOnlyUnderTheSitesOwnName) {
  ConsentServer server;
  EXPECT_EQ(header_of(sent(server, kForm + "&act=accept"), "Set-Cookie"), "");
  const Response page = sent(server, kForm + "&act=accept", "https://shop.example", "shop.example");
  const std::string cookie = header_of(page, "Set-Cookie");
  EXPECT_TRUE(cookie.starts_with("consentry=0a1b2c3d~")) << cookie;
  EXPECT_NE(cookie.find("~" + number_in(page) + "~statistics.marketing; Path=/"), std::string::npos)
      << cookie;
}

TEST(ChoiceForm, EachOneHasItsOwnNumberThatBeginsWithItsTime) {
  ConsentServer server;
  const std::string first = number_in(sent(server, kForm + "&act=accept"));
  const std::string second = number_in(sent(server, kForm + "&act=accept"));
  EXPECT_NE(first, second);
  EXPECT_EQ(VisitorId::parse(first)->first_seen().milliseconds, server.ledger.now.milliseconds);
}

TEST(ChoiceForm, OfAnotherSiteIsNotTaken) {
  ConsentServer server;
  EXPECT_EQ(sent(server, kForm + "&act=accept", "https://evil.example").status, 403);
  EXPECT_EQ(sent(server, kForm + "&act=accept", "null").status, 403);
  EXPECT_EQ(sent(server, kForm + "&act=accept", "").status, 403);
  EXPECT_EQ(server.ledger.head()->size, 0U);
}

TEST(ChoiceForm, OfAnUnknownSiteOrNoticeIsNotTaken) {
  ConsentServer server;
  EXPECT_EQ(sent(server, "site=other&notice=0a1b2c3d&act=accept").status, 404);
  EXPECT_EQ(sent(server, "site=shop&notice=ffffffff&act=accept").status, 422);
  EXPECT_EQ(sent(server, "").status, 404);
  EXPECT_EQ(server.ledger.head()->size, 0U);
}

TEST(ChoiceForm, ALanguageThatWasNotPublishedIsTheSitesFirst) {
  ConsentServer server;
  const Response page = sent(server, "site=shop&notice=0a1b2c3d&language=%3Cb%3E&act=accept");
  EXPECT_EQ(only_record(server, page).text().find("<b>"), std::string::npos);
}

}  // namespace
}  // namespace consentry::http
