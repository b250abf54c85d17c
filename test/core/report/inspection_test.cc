// SPDX-License-Identifier: Apache-2.0
#include "core/report/inspection.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "fakes/golden.h"
#include "fakes/report_maker.h"
#include "fakes/site_maker.h"

namespace consentry {
namespace {

namespace bj = boost::json;

RequestFacts tracker(const std::string& list, const std::string& rule) {
  RequestFacts facts = make_party("AdNet Inc", Function::advertising, true);
  facts.tracker_rules = {{list, "1", 7, rule}};
  return facts;
}

// Before the choice: a beacon twice, a party known without a list, cookies, local storage; after
// it: more of each, which must not appear.
SiteMaker make_shop() {
  SiteMaker maker;
  RunMaker& run = maker.run("refuse");
  const RequestFacts listed = tracker("easyprivacy", "||adnet.example^");
  run.request("https://stats.counter.example/c.gif",
              make_party("Counter GmbH", Function::analytics, true));
  run.request("https://ads.adnet.example/b?id=1&t=2", listed);
  run.request("https://ads.adnet.example/b?id=3", listed);
  run.http_cookie(".adnet.example", "anid", "7f3a", "https://ads.adnet.example/b?id=1&t=2");
  run.script_cookie("shop.example", "sid", "1", "https://shop.example/app.js", std::nullopt);
  run.lost_cookie("shop.example", "gone", "x", "https://shop.example/app.js", CookieOrigin::script,
                  "");
  run.lost_cookie("adnet.example", "refused", "x", "https://ads.adnet.example/b?id=3",
                  CookieOrigin::http, "ThirdPartyBlocked");
  run.local_item("https://shop.example", "cart", "old", "https://shop.example/app.js");
  run.local_item("https://shop.example", "cart", "new");
  run.choose(Phase::refuse);
  run.request("https://late.example/x.js", tracker("easyprivacy", "||late.example^"));
  run.http_cookie("late.example", "late", "1", "https://late.example/x.js");
  run.local_item("https://late.example", "late", "1");
  return maker;
}

SiteReport make_shop_site() {
  SiteReport site;
  site.facts = make_shop().facts();
  site.status = SiteStatus::measured;
  return site;
}

// Empty when the site has no inspection.
std::string text_of(const SiteReport& site) {
  return site_inspection(site, make_settings()).value_or("");
}
bj::value inspected(const SiteReport& site) { return bj::parse(text_of(site)); }

const bj::value& cookie_of(const bj::value& inspection, std::string_view name) {
  for (const bj::value& cookie : inspection.at("cookies").as_array()) {
    if (cookie.at("name").as_string() == name) return cookie;
  }
  throw std::runtime_error("no cookie " + std::string(name));
}

TEST(SiteInspection, MatchesItsGolden) {
  expect_golden("inspection.json", text_of(make_shop_site()));
}

TEST(SiteInspection, TellsWhereTheVisitBeganAndEnded) {
  const bj::value inspection = inspected(make_shop_site());
  EXPECT_EQ(inspection.at("uri_ins"), "https://shop.example/");
  EXPECT_EQ(inspection.at("uri_dest"), "https://shop.example/");
  EXPECT_EQ(inspection.at("host"), "shop.example");
  EXPECT_EQ(inspection.at("start_time"), "2026-11-22T12:00:00.000Z");
  EXPECT_LT(inspection.at("start_time").as_string(), inspection.at("end_time").as_string());
  EXPECT_EQ(inspection.at("browsing_history").at(0), "https://shop.example/");
}

TEST(SiteInspection, CookiesHaveTheCollectorsMembers) {
  const bj::value inspection = inspected(make_shop_site());
  const bj::value& anid = cookie_of(inspection, "anid");
  EXPECT_EQ(anid.at("domain"), "adnet.example");
  EXPECT_EQ(anid.at("firstPartyStorage"), false);
  EXPECT_EQ(anid.at("session"), false);
  EXPECT_EQ(anid.at("expiresDays"), 365);
  EXPECT_EQ(anid.at("size"), 8);
  EXPECT_EQ(anid.at("log").at("type"), "Cookie.HTTP");
  const bj::value& sid = cookie_of(inspection, "sid");
  EXPECT_EQ(sid.at("expires"), -1);
  EXPECT_EQ(sid.at("session"), true);
  EXPECT_EQ(sid.at("log").at("type"), "Cookie.JS");
  EXPECT_EQ(sid.at("log").at("stack").at(0).at("fileName"), "https://shop.example/app.js");
}

TEST(SiteInspection, ShowsCookiesThatWereWrittenAndAreGoneButNoneThatWasRefused) {
  const bj::value inspection = inspected(make_shop_site());
  EXPECT_EQ(cookie_of(inspection, "gone").at("value"), "x");
  EXPECT_THROW(cookie_of(inspection, "refused"), std::runtime_error);
}

TEST(SiteInspection, EndsWithTheChoice) {
  const std::string text = text_of(make_shop_site());
  ASSERT_FALSE(text.empty());
  EXPECT_EQ(text.find("late"), std::string::npos);
}

TEST(SiteInspection, LocalStorageIsByOriginAndKeyWithItsLastValue) {
  const bj::value inspection = inspected(make_shop_site());
  const bj::value& cart = inspection.at("localStorage").at("https://shop.example").at("cart");
  EXPECT_EQ(cart.at("value"), "new");
  EXPECT_EQ(cart.at("firstPartyStorage"), true);
  EXPECT_EQ(cart.at("log").at("type"), "Storage.LocalStorage");
}

TEST(SiteInspection, BeaconsAreCountedByHostAndPath) {
  const bj::value inspection = inspected(make_shop_site());
  const bj::array& beacons = inspection.at("beacons").as_array();
  ASSERT_EQ(beacons.size(), 2U);
  EXPECT_EQ(beacons[0].at("occurrances"), 2);
  EXPECT_EQ(beacons[0].at("listName"), "easyprivacy.txt");
  EXPECT_EQ(beacons[0].at("filter"), "||adnet.example^");
  EXPECT_EQ(beacons[0].at("query").at("id"), "1");
  EXPECT_TRUE(beacons[1].at("query").is_null());
  EXPECT_FALSE(beacons[1].as_object().contains("filter"));
}

TEST(SiteInspection, HostsAreToldApartByParty) {
  const bj::value hosts = inspected(make_shop_site()).at("hosts");
  EXPECT_EQ(hosts.at("requests").at("firstParty"), bj::value(bj::array{"shop.example"}));
  EXPECT_EQ(hosts.at("requests").at("thirdParty"),
            bj::value(bj::array{"stats.counter.example", "ads.adnet.example"}));
  EXPECT_EQ(hosts.at("cookies").at("thirdParty"), bj::value(bj::array{"adnet.example"}));
}

TEST(SiteInspection, WhatWasNotMeasuredIsAbsentAndNotEmpty) {
  const bj::value inspection = inspected(make_shop_site());
  for (const char* name : {"links", "unsafeForms", "secure_connection", "testSSL", "websockets"}) {
    EXPECT_FALSE(inspection.as_object().contains(name)) << name;
  }
  EXPECT_FALSE(inspection.at("hosts").as_object().contains("links"));
}

TEST(SiteInspection, TakesTheRunThatMeasuredThePhaseToItsEnd) {
  SiteMaker maker = make_shop();
  maker.run("accept").request("https://whole.example/a.js");
  SiteReport site;
  site.facts = maker.facts();
  site.facts.observation.runs[0].measured.clear();
  const bj::value inspection = inspected(site);
  EXPECT_EQ(inspection.at("consentry").at("run"), "accept");
  EXPECT_EQ(inspection.at("consentry").at("measured"), true);
}

TEST(SiteInspection, ABrokenVisitSaysThatItIsOne) {
  SiteReport site = make_shop_site();
  site.facts.observation.runs[0].measured.clear();
  EXPECT_EQ(inspected(site).at("consentry").at("measured"), false);
}

TEST(SiteInspection, ASiteThatWasNotVisitedHasNone) {
  const auto none = site_inspection(make_missing_site("https://gone.example/", ""), {});
  EXPECT_FALSE(none.has_value());
}

TEST(SiteInspection, ListsTheHopsThatLedToThePage) {
  SiteReport site = make_shop_site();
  Request& document = site.facts.observation.runs[0].requests[0];
  Request hop = document;
  document.redirected_from = "http://shop.example/";
  hop.url = "http://shop.example/";
  auto& requests = site.facts.observation.runs[0].requests;
  requests.insert(requests.begin(), hop);
  EXPECT_EQ(inspected(site).at("uri_redirects"), bj::value(bj::array{"http://shop.example/"}));
}

TEST(SiteInspection, HostileTextStaysInItsStrings) {
  SiteReport site = make_shop_site();
  RunObservation& run = site.facts.observation.runs[0];
  const std::string text = hostile_text();
  for (CookieRow& row : run.cookie_rows) row.name = row.value = row.path = text;
  for (CookieWrite& write : run.cookie_writes) write.setter_url = write.page_url = text;
  for (StorageItem& item : run.storage) item.origin = item.key = item.value = text;
  for (Request& request : run.requests) request.url += text;
  const bj::value inspection = inspected(site);
  EXPECT_EQ(inspection.at("localStorage").as_object().size(), 1U);
}

}  // namespace
}  // namespace consentry
