// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/observe/observed_run.h"
#include "fakes/event_log_maker.h"

namespace consentry {
namespace {

using fakes::EventLogMaker;
using Strings = std::vector<std::string>;

EventLogMaker shop_log() {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://www.shop.example/in/here");
  return log;
}

TEST(ObservedCookie, OneOfAnAnswerSaysWhoSetItForWhomAndHowLong) {
  EventLogMaker log = shop_log();
  log.request({.url = "https://t.tracker.example/a/b.js",
               .stack = {"https://cdn.example/t.js"},
               .set_cookies = {"uid=7; Domain=tracker.example; Path=/; Max-Age=86400", "tmp=1"}});
  const RunObservation run = observed(log.text());
  const CookieWrite uid = write_of(run, "uid");
  EXPECT_EQ(uid.value, "7");
  EXPECT_EQ(uid.domain, ".tracker.example");
  EXPECT_EQ(uid.path, "/");
  EXPECT_EQ(uid.lifetime_s, 86400);
  EXPECT_EQ(uid.origin, CookieOrigin::http);
  EXPECT_EQ(uid.setter_url, "https://t.tracker.example/a/b.js");
  EXPECT_EQ(uid.page_url, "https://www.shop.example/in/here");
  EXPECT_EQ(uid.stack, Strings{"https://cdn.example/t.js"});
  EXPECT_TRUE(uid.blocked.empty());
  EXPECT_TRUE(uid.third_party);
  const CookieWrite tmp = write_of(run, "tmp");
  EXPECT_EQ(tmp.domain, "t.tracker.example");
  EXPECT_EQ(tmp.path, "/a");
  EXPECT_FALSE(tmp.lifetime_s.has_value());
}

TEST(ObservedCookie, ExpiresCountsFromTheMomentOfTheAnswer) {
  EventLogMaker log({.started = "2026-11-22T13:00:00.000Z"});
  log.step(Phase::before, Step::load);
  log.wait(60'000);
  log.document({.url = "https://shop.example/",
                .set_cookies = {"a=1; Expires=Sun, 22 Nov 2026 14:00:00 GMT"}});
  EXPECT_NEAR(*write_of(observed(log.text()), "a").lifetime_s, 3540, 0.1);
}

TEST(ObservedCookie, OneThatTheBrowserRefusedKeepsItsReasons) {
  EventLogMaker log = shop_log();
  log.request(
      {.url = "https://t.tracker.example/a.js",
       .set_cookies = {"a=1", "a=1"},
       .blocked = {{"a=1", "UserPreferences"}, {"b=2; Domain=x.example", "InvalidDomain"}}});
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.cookie_writes.size(), 3U);
  EXPECT_EQ(run.cookie_writes[0].blocked, Strings{"UserPreferences"});
  EXPECT_TRUE(run.cookie_writes[1].blocked.empty()) << "of two equal lines one was refused";
  EXPECT_EQ(write_of(run, "b").blocked, Strings{"InvalidDomain"});
}

TEST(ObservedCookie, OneOfAScriptNamesTheScript) {
  EventLogMaker log = shop_log();
  const auto line =
      log.script_cookie("_ga=GA1.2; domain=.shop.example; path=/; max-age=100",
                        {"https://cdn.example/t.js", "https://www.shop.example/in/here"});
  const CookieWrite write = write_of(observed(log.text()), "_ga");
  EXPECT_EQ(write.at.line, line);
  EXPECT_EQ(write.origin, CookieOrigin::script);
  EXPECT_EQ(write.domain, ".shop.example");
  EXPECT_EQ(write.lifetime_s, 100);
  EXPECT_EQ(write.setter_url, "https://cdn.example/t.js");
  EXPECT_EQ(write.stack, (Strings{"https://cdn.example/t.js", "https://www.shop.example/in/here"}));
  EXPECT_FALSE(write.third_party) << "the jar of the page, whoever wrote it";
}

TEST(ObservedCookie, OneOfAScriptInAFrameIsTheFrames) {
  EventLogMaker log = shop_log();
  log.frame("https://ads.example/frame");
  log.script_cookie("a=1", {"https://ads.example/frame"}, "https://ads.example/frame");
  const CookieWrite write = write_of(observed(log.text()), "a");
  EXPECT_EQ(write.domain, "ads.example");
  EXPECT_EQ(write.page_url, "https://www.shop.example/in/here");
  EXPECT_TRUE(write.third_party);
}

TEST(ObservedCookie, ADeletionIsKeptAsOne) {
  EventLogMaker log = shop_log();
  log.script_cookie("gone=; expires=Thu, 01 Jan 1970 00:00:00 GMT", {});
  EXPECT_LE(*write_of(observed(log.text()), "gone").lifetime_s, 0);
  EXPECT_EQ(write_of(observed(log.text()), "gone").setter_url, "");
}

TEST(ObservedCookie, OneThatAScriptMayNotSetIsRefused) {
  EventLogMaker log = shop_log();
  log.script_cookie("a=1; domain=other.example", {});
  EXPECT_EQ(write_of(observed(log.text()), "a").blocked, Strings{"InvalidDomain"});
}

TEST(ObservedCookie, TheJarIsSeenFromThePageThatIsOpen) {
  EventLogMaker log = shop_log();
  const auto line =
      log.jar({{.name = "id", .value = "1", .domain = ".tracker.example", .lifetime_s = 500},
               {.name = "s",
                .value = "2",
                .domain = "www.shop.example",
                .http_only = true,
                .same_site = "Lax"}});
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.cookie_rows.size(), 2U);
  EXPECT_EQ(run.cookie_rows[0].at.line, line);
  EXPECT_NEAR(*run.cookie_rows[0].lifetime_s, 500, 0.01);
  EXPECT_TRUE(run.cookie_rows[0].third_party);
  EXPECT_TRUE(run.cookie_rows[0].secure);
  EXPECT_FALSE(run.cookie_rows[1].lifetime_s.has_value());
  EXPECT_FALSE(run.cookie_rows[1].third_party);
  EXPECT_TRUE(run.cookie_rows[1].http_only);
  EXPECT_EQ(run.cookie_rows[1].same_site, "Lax");
}

// Chromium reports no Set-Cookie of a web socket's handshake, and no cookie sent with it.
TEST(ObservedCookie, OneThatOnlyAWebSocketExplainsIsItsWrite) {
  EventLogMaker log = shop_log();
  log.web_socket("wss://ws.chat.example/s", {"https://cdn.example/t.js"});
  const auto line = log.jar({{.name = "ws", .value = "1", .domain = "ws.chat.example"},
                             {.name = "other", .value = "1", .domain = "nobody.example"}});
  log.jar({{.name = "ws", .value = "1", .domain = "ws.chat.example"}});
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.cookie_writes.size(), 1U);
  EXPECT_EQ(run.cookie_writes[0].name, "ws");
  EXPECT_EQ(run.cookie_writes[0].setter_url, "wss://ws.chat.example/s");
  EXPECT_EQ(run.cookie_writes[0].at.line, line);
  EXPECT_TRUE(run.cookie_writes[0].third_party);
}

TEST(ObservedCookie, WritesStandInTheOrderOfTheLog) {
  EventLogMaker log = shop_log();
  log.script_cookie("first=1", {});
  log.request({.url = "https://t.example/1", .set_cookies = {"second=1"}});
  log.script_cookie("third=1", {});
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.cookie_writes.size(), 3U);
  EXPECT_EQ(run.cookie_writes[0].name, "first");
  EXPECT_EQ(run.cookie_writes[1].name, "second");
  EXPECT_EQ(run.cookie_writes[2].name, "third");
}

}  // namespace
}  // namespace consentry
