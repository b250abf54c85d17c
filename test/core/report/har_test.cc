// SPDX-License-Identifier: Apache-2.0
#include "core/report/har.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <set>

#include "fakes/golden.h"
#include "fakes/json_schema.h"
#include "fakes/npm_file.h"
#include "fakes/report_maker.h"
#include "fakes/site_maker.h"

namespace consentry {
namespace {

namespace bj = boost::json;

// A shop whose refuse run loads a pixel through a redirect and gets one cookie, one refused.
SiteReport make_shop() {
  SiteMaker maker;
  RunMaker& run = maker.run("refuse");
  run.request("https://ads.adnet.example/tag.js?a=1&b", {}, {{"anid", "7f3a", ".adnet.example"}});
  run.last_request().id = "chain";
  run.last_request().status = 302;
  run.last_request().remote_address = "[2001:db8::1]";
  run.request("https://ads.adnet.example/pixel.gif");
  run.last_request().id = "chain";
  run.last_request().redirected_from = "https://ads.adnet.example/tag.js?a=1&b";
  run.last_request().referrer = "https://shop.example/";
  run.last_request().remote_address = "unknown host";
  run.http_cookie(".adnet.example", "sync", "1", "https://ads.adnet.example/pixel.gif", 3600.0);
  run.lost_cookie("adnet.example", "no", "1", "https://ads.adnet.example/pixel.gif",
                  CookieOrigin::http, "ThirdPartyBlocked");
  run.choose(Phase::refuse).at(Phase::refuse, Step::reload).at(Phase::refuse, Step::second_page);
  SiteReport site;
  site.facts = maker.facts();
  return site;
}

bj::value log_of(const HarFile& file) { return bj::parse(file.text).at("log"); }

std::vector<HarFile> hars(const SiteReport& site) { return site_hars(site, make_settings(), {}); }

TEST(SiteHars, MatchItsGolden) { expect_golden("refuse-before.har", hars(make_shop())[0].text); }

TEST(SiteHars, FollowThePublishedSchema) {
  const std::string path = npm_file(kHarSchemaFile);
  if (path.empty()) GTEST_SKIP() << "har-schema is not installed";
  const JsonSchema schema = JsonSchema::from_file(path);
  std::vector<SiteReport> sites{make_shop()};
  for (const SiteReport& site : make_hostile_report().sites) sites.push_back(site);
  std::size_t checked = 0;
  for (const SiteReport& site : sites) {
    for (const HarFile& file : hars(site)) {
      EXPECT_EQ(schema.faults_of(bj::parse(file.text)), std::vector<std::string>{}) << file.name;
      ++checked;
    }
  }
  EXPECT_GE(checked, 5U);
}

TEST(SiteHars, AreOneForEachRunAndPhaseThatAskedForSomething) {
  std::vector<std::string> names;
  for (const HarFile& file : hars(make_tracking_site())) names.push_back(file.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"refuse-before.har", "refuse-refuse.har", "accept-before.har",
                                      "accept-accept.har", "gpc-gpc.har"}));
}

TEST(SiteHars, HoldEveryRequestOnce) {
  const SiteReport site = make_shop();
  std::set<std::int64_t> lines;
  for (const HarFile& file : hars(site)) {
    const bj::value log = log_of(file);
    for (const bj::value& entry : log.at("entries").as_array()) {
      EXPECT_TRUE(lines.insert(entry.at("_line").as_int64()).second);
    }
  }
  EXPECT_EQ(lines.size(), site.facts.observation.runs[0].requests.size());
}

TEST(SiteHars, EveryEntryBelongsToAPageOfItsArchive) {
  const bj::value log = log_of(hars(make_shop())[1]);
  std::set<std::string> pages;
  for (const bj::value& page : log.at("pages").as_array()) {
    EXPECT_TRUE(pages.insert(std::string(page.at("id").as_string())).second);
  }
  EXPECT_EQ(pages.size(), 2U);  // reload and second page
  for (const bj::value& entry : log.at("entries").as_array()) {
    EXPECT_TRUE(pages.contains(std::string(entry.at("pageref").as_string())));
  }
}

TEST(SiteHars, WhatWasNotTimedIsMinusOneAndAddsUpToNothing) {
  const bj::value log = log_of(hars(make_shop())[0]);
  for (const bj::value& entry : log.at("entries").as_array()) {
    EXPECT_EQ(entry.at("time"), 0);
    EXPECT_EQ(bj::serialize(entry.at("timings")),
              R"({"blocked":-1,"dns":-1,"connect":-1,"send":-1,"wait":-1,"receive":-1,"ssl":-1})");
    EXPECT_EQ(entry.at("response").at("bodySize"), -1);
  }
}

TEST(SiteHars, TellWhatWentOutAndWhereItLed) {
  const bj::value log = log_of(hars(make_shop())[0]);
  const bj::value& first = log.at("entries").at(1);
  EXPECT_EQ(first.at("request").at("cookies").at(0).at("name"), "anid");
  EXPECT_EQ(first.at("request").at("cookies").at(0).at("domain"), "adnet.example");
  EXPECT_EQ(first.at("request").at("queryString").as_array().size(), 2U);
  EXPECT_EQ(first.at("response").at("status"), 302);
  EXPECT_EQ(first.at("response").at("redirectURL"), "https://ads.adnet.example/pixel.gif");
  EXPECT_EQ(first.at("serverIPAddress"), "2001:db8::1");
  const bj::value& second = log.at("entries").at(2);
  EXPECT_EQ(second.at("request").at("headers").at(0).at("name"), "Referer");
  EXPECT_EQ(second.at("response").at("redirectURL"), "");
  EXPECT_FALSE(second.as_object().contains("serverIPAddress"));
}

TEST(SiteHars, TellWhichCookiesAnAnswerSetAndWhichWereRefused) {
  const bj::value log = log_of(hars(make_shop())[0]);
  const bj::value& cookies = log.at("entries").at(2).at("response").at("cookies");
  ASSERT_EQ(cookies.as_array().size(), 2U);
  EXPECT_EQ(cookies.at(0).at("name"), "sync");
  EXPECT_EQ(cookies.at(0).at("expires"), "2026-11-22T13:00:00.040Z");
  EXPECT_EQ(cookies.at(1).at("comment"), "not stored by the browser: ThirdPartyBlocked");
  EXPECT_TRUE(log.at("entries").at(1).at("response").at("cookies").as_array().empty());
}

TEST(SiteHars, AScriptsCookieIsNoAnswers) {
  SiteMaker maker;
  maker.run("refuse").script_cookie("shop.example", "x", "1", "https://shop.example/");
  SiteReport site;
  site.facts = maker.facts();
  const bj::value log = log_of(hars(site)[0]);
  for (const bj::value& entry : log.at("entries").as_array()) {
    EXPECT_TRUE(entry.at("response").at("cookies").as_array().empty());
  }
}

TEST(SiteHars, FileNamesAreHarmlessAndDiffer) {
  SiteReport site = make_tracking_site();
  for (RunObservation& run : site.facts.observation.runs) run.name = "../" + hostile_text();
  std::set<std::string> names;
  for (const HarFile& file : hars(site)) {
    EXPECT_TRUE(names.insert(file.name).second) << file.name;
    EXPECT_EQ(file.name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                          "0123456789-_.") == std::string::npos &&
                  file.name.find("..") == std::string::npos,
              true)
        << file.name;
  }
  EXPECT_EQ(names.size(), 5U);
}

TEST(SiteHars, ARunWithoutAStartHasNone) {
  SiteReport site = make_shop();
  site.facts.observation.runs[0].started = "yesterday";
  EXPECT_TRUE(hars(site).empty());
  EXPECT_TRUE(hars(make_missing_site("https://gone.example/", "no name")).empty());
}

TEST(SiteHars, ALifetimeBeyondAllTimesHasNoDate) {
  SiteReport site = make_shop();
  site.facts.observation.runs[0].cookie_writes[0].lifetime_s = 1e300;
  const bj::value log = log_of(hars(site)[0]);
  const bj::value& cookie = log.at("entries").at(2).at("response").at("cookies").at(0);
  EXPECT_FALSE(cookie.as_object().contains("expires"));
}

// With what the log tells of the first request and not of the second.
bj::value detailed_log() {
  const SiteReport site = make_shop();
  ExchangeDetail detail;
  detail.request_headers = {{"content-type", "text/plain"}, {"Cookie", "anid=7f3a"}};
  detail.response_headers = {{"Location", "https://ads.adnet.example/pixel.gif"}};
  detail.protocol = "h2";
  detail.status_text = "Found";
  detail.timing = {.blocked = 1.25, .dns = -1, .connect = 4, .ssl = 3, .send = 0.5, .wait = 10};
  const RunObservation& run = site.facts.observation.runs[0];
  const auto asked = std::ranges::find(run.requests, "chain", &Request::id);
  return log_of(site_hars(site, make_settings(), {{run.name, {{asked->at.line, detail}}}})[0]);
}

TEST(SiteHars, HoldTheHeadersAndTimesThatTheLogTells) {
  const bj::value log = detailed_log();
  const bj::value& first = log.at("entries").at(1);
  EXPECT_EQ(first.at("request").at("headers").at(1).at("value"), "anid=7f3a");
  EXPECT_EQ(first.at("request").at("httpVersion"), "h2");
  EXPECT_EQ(first.at("response").at("statusText"), "Found");
  EXPECT_EQ(first.at("response").at("headers").at(0).at("name"), "Location");
  EXPECT_EQ(first.at("timings").at("connect"), 4);
  EXPECT_EQ(first.at("timings").at("receive"), -1);
  EXPECT_EQ(first.at("time").as_double(), 15.75) << "ssl is part of connect";
  EXPECT_EQ(log.at("entries").at(2).at("response").at("httpVersion"), "unknown");
}

TEST(SiteHars, WithDetailsFollowThePublishedSchemaToo) {
  const std::string path = npm_file(kHarSchemaFile);
  if (path.empty()) GTEST_SKIP() << "har-schema is not installed";
  const bj::value archive = bj::object{{"log", detailed_log()}};
  EXPECT_EQ(JsonSchema::from_file(path).faults_of(archive), std::vector<std::string>{});
}

}  // namespace
}  // namespace consentry
