// SPDX-License-Identifier: Apache-2.0
#include "io/http/case_api.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/http/consent_server.h"

namespace consentry::http {
namespace {

namespace json = boost::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string case_named(const std::string& name, const std::string& more = "") {
  return "name='" + name +
         "'\nsummary='s'\nrespondents=['B']\nstate='open'\nstate_on='2026-01-02'\n" + more +
         "[[event]]\ndate='2026-01-31'\nkind='complaint-lodged'\nauthority='CNPD'\n" +
         "text='Sent & received'\nmark='C'\n";
}

class CaseApi : public ::testing::Test {
 protected:
  CaseApi() {
    server_.ledger.now = *parse_rfc3339("2026-05-01T08:00:00Z");
    server_.case_store.add("ours", case_named("Ours v Theirs", "campaign='spring'\npublic=true\n"));
    server_.case_store.add("quiet", case_named("Not yet told", "campaign='spring'\n"));
  }
  Response ask(const std::string& method, const std::string& target, const std::string& body = "") {
    Request request =
        ConsentServer::request_for(method, target, {{"Authorization", "Bearer administrator"}});
    request.body = body;
    return server_.ask(request);
  }
  json::value read(const std::string& target) {
    const Response response = ask("GET", target);
    EXPECT_EQ(response.status, 200) << target << response.body;
    return json::parse(response.body);
  }

  ConsentServer server_;
};

TEST_F(CaseApi, IsForTheAdministrator) {
  for (const char* path : {"/v1/cases", "/v1/cases/ours", "/v1/cases/ours/log"})
    EXPECT_EQ(server_.get(path).status, 401) << path;
  EXPECT_EQ(server_.ask(ConsentServer::request_for("POST", "/v1/cases/ours/log", {})).status, 401);
}

TEST_F(CaseApi, SetsAllCasesSideBySideAndNamesWhatIsNone) {
  server_.case_store.add("wrong", "name=1");
  const json::value board = read("/v1/cases");
  EXPECT_EQ(board.at("on"), "2026-05-01");
  ASSERT_EQ(board.at("cases").as_array().size(), 2U);
  EXPECT_EQ(board.at("cases").at(0).at("id"), "ours");
  EXPECT_EQ(board.at("cases").at(0).at("days_of_silence"), 90);
  EXPECT_EQ(board.at("cases").at(1).at("public"), false);
  EXPECT_EQ(board.at("unread").at(0).at("id"), "wrong");
}

TEST_F(CaseApi, TellsStatusClocksWithDaysLeftAndSilenceOfADay) {
  const json::value told = read("/v1/cases/ours?on=2026-04-29");
  EXPECT_EQ(told.at("status"), "complaint filed");
  EXPECT_EQ(told.at("days_of_silence"), 88);
  EXPECT_EQ(told.at("clocks").at(0).at("ends"), "2026-04-30");
  EXPECT_EQ(told.at("clocks").at(0).at("days_left"), 1);
  EXPECT_EQ(told.at("log").at("entries"), 0);
  EXPECT_EQ(ask("GET", "/v1/cases/nobody").status, 404);
  EXPECT_EQ(ask("GET", "/v1/cases/ours?on=2026-02-30").status, 400);
  EXPECT_EQ(ask("GET", "/v1/cases/ours/else").status, 404);
}

TEST_F(CaseApi, GivesTheClocksAsACalendar) {
  const Response calendar = ask("GET", "/v1/cases/ours/calendar.ics");
  EXPECT_EQ(calendar.status, 200);
  EXPECT_EQ(header_of(calendar, "Content-Type"), "text/calendar; charset=utf-8");
  EXPECT_THAT(calendar.body, AllOf(HasSubstr("BEGIN:VEVENT"), HasSubstr("20260430")));
}

TEST_F(CaseApi, TakesAnEventThatEndsTheSilence) {
  const Response made = ask("POST", "/v1/cases/ours/log?by=J.+Doe",
                            R"({"kind":"letter-received","on":"2026-04-30","with":"CNPD",)"
                            R"("text":"It is being looked into","starts":"authority-informed"})");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(json::parse(made.body).at("n"), 0);
  EXPECT_EQ(json::parse(made.body).at("by"), "J. Doe");
  EXPECT_EQ(read("/v1/cases/ours").at("days_of_silence"), 1);
  const json::value log = read("/v1/cases/ours/log");
  EXPECT_EQ(log.at("entries").at(0).at("text"), "It is being looked into");
  EXPECT_EQ(log.at("head"), json::parse(made.body).at("sha256"));
}

TEST_F(CaseApi, RefusesWhatIsNoEntry) {
  for (const char* body : {"", "[]", "{", R"({"kind":"meeting"})",
                           R"({"kind":"meeting","on":"2026-04-31","text":"t"})",
                           R"({"kind":"meting","on":"2026-04-30","text":"t"})",
                           R"({"kind":"meeting","on":"2026-05-03","text":"t"})",
                           R"({"kind":"meeting","on":"2026-04-30","text":"t","salt":"0"})"})
    EXPECT_EQ(ask("POST", "/v1/cases/ours/log", body).status, 400) << body;
  EXPECT_EQ(ask("POST", "/v1/cases/ours/log", std::string(200'000, ' ')).status, 413);
  EXPECT_EQ(ask("POST", "/v1/cases/ours").status, 405);
  EXPECT_EQ(ask("POST", "/v1/cases").status, 405);
  EXPECT_EQ(
      ask("POST", "/v1/cases/no/log", R"({"kind":"note","on":"2026-04-30","text":"t"})").status,
      404);
}

TEST_F(CaseApi, ShowsEverybodyThePublicCasesOfACampaignOnly) {
  const Response page = server_.get("/campaigns/spring");
  ASSERT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("Ours v Theirs"), HasSubstr("90 days"),
                               HasSubstr("Sent &amp; received"), Not(HasSubstr("Not yet told"))));
  EXPECT_EQ(server_.get("/campaigns/").status, 404);
  EXPECT_EQ(server_.get("/campaigns/autumn").status, 404);
}

TEST_F(CaseApi, KeepsTheWordsOfTheLogOffThePublicPage) {
  ask("POST", "/v1/cases/ours/log",
      R"({"kind":"meeting","on":"2026-04-30","with":"B","text":"They offered 40 each"})");
  const std::string page = server_.get("/campaigns/spring").body;
  EXPECT_THAT(page, AllOf(HasSubstr("consultation"), Not(HasSubstr("40 each"))));
}

TEST_F(CaseApi, SpeaksTheLanguageAskedFor) {
  const Response dutch = server_.get("/campaigns/spring", {{"Accept-Language", "sv, nl-BE;q=0.8"}});
  EXPECT_EQ(header_of(dutch, "Content-Language"), "nl");
  EXPECT_THAT(dutch.body, HasSubstr("90 dagen"));
  EXPECT_EQ(header_of(server_.get("/campaigns/spring?lang=en"), "Content-Language"), "en");
}

TEST(WithoutCases, TheirAddressesAreNotThere) {
  ConsentServer server;
  server.texts.cases = nullptr;
  const Router router = consent_routes(server.services, server.texts);
  EXPECT_EQ(router(ConsentServer::request_for("GET", "/v1/cases", {})).status, 405)
      << "below /v1/ only what browsers ask first is answered everywhere";
  EXPECT_EQ(router(ConsentServer::request_for("GET", "/campaigns/spring", {})).status, 404);
}

}  // namespace
}  // namespace consentry::http
