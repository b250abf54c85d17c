// SPDX-License-Identifier: Apache-2.0
#include "core/consent/withdrawn_cookies.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/consent/tag_config.h"

namespace consentry {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;
using testing::UnorderedElementsAre;

WithdrawalRules shop() {
  return {true,
          "necessary",
          {{"basket", "necessary", {"basket", "_count_cart"}},
           {"counter", "statistics", {"_count*", "counted"}},
           {"adnet", "marketing", {"_ad", "__Host-ad"}}},
          {},
          "/.consentry/withdraw"};
}

std::vector<std::string> lines_in(const ExpiredCookies& result, const std::string& folder) {
  std::vector<std::string> lines;
  std::ranges::copy_if(result.set_cookie, std::back_inserter(lines), [&](const std::string& line) {
    return line.find("Path=" + folder + ";") != line.npos;
  });
  return lines;
}

WithdrawalNote note(const std::string& granted = "", const std::string& path = "/") {
  return *parse_withdrawal_note("shop " + path + " " + granted);
}

ExpiredCookies expired(const std::string& cookies, const std::string& granted = "",
                       const std::string& origin = "https://shop.example") {
  return expired_cookies(shop(), note(granted), cookies, *parse_url(origin + "/"));
}

TEST(WithdrawnCookies, ExpiresWhatTheBrowserSentAndNobodyAgreedTo) {
  const auto result = expired("basket=1; _count_id=2; _ad=3; unknown=4");
  EXPECT_THAT(result.seen, ElementsAre("_count_id", "_ad"));
  EXPECT_THAT(result.set_cookie, Contains("_count_id=; Max-Age=0; Path=/; Secure"));
  EXPECT_THAT(result.set_cookie, Not(Contains(HasSubstr("unknown"))));
}

TEST(WithdrawnCookies, NeverExpiresWhatIsNecessaryGrantedOrTheChoiceItself) {
  const auto result = expired("basket=1; _count_cart=1; _count_id=2; consentry=x", "statistics");
  EXPECT_THAT(result.seen, IsEmpty());
  WithdrawalRules greedy = shop();
  greedy.services[2].stores = {"c*"};
  EXPECT_THAT(
      expired_cookies(greedy, note(), "consentry=1; cat=2", *parse_url("https://a.example/")).seen,
      ElementsAre("cat"));
}

TEST(WithdrawnCookies, KeepsAPatternOfARefusedServiceThatAGrantedOneDeclaresToo) {
  EXPECT_THAT(expired("_count_cart=1").seen, IsEmpty());
}

TEST(WithdrawnCookies, AServiceGrantedAloneKeepsItsOwn) {
  EXPECT_THAT(expired("_count_id=2; _ad=3", "counter").seen, ElementsAre("_ad"));
}

TEST(WithdrawnCookies, NamesEachDomainUpToTheRegistrableOneInBothJars) {
  const auto lines = expired("_ad=3", "statistics", "https://www.shop.co.uk").set_cookie;
  EXPECT_THAT(lines,
              UnorderedElementsAre(
                  "_ad=; Max-Age=0; Path=/; Secure", "_ad=; Max-Age=0; Path=/; Secure; Partitioned",
                  "_ad=; Max-Age=0; Path=/; Domain=www.shop.co.uk; Secure",
                  "_ad=; Max-Age=0; Path=/; Domain=www.shop.co.uk; Secure; Partitioned",
                  "_ad=; Max-Age=0; Path=/; Domain=shop.co.uk; Secure",
                  "_ad=; Max-Age=0; Path=/; Domain=shop.co.uk; Secure; Partitioned"));
}

TEST(WithdrawnCookies, SaysNothingOfSecurityWithoutTls) {
  for (const std::string& line : expired("_ad=3", "", "http://shop.example").set_cookie)
    EXPECT_THAT(line, Not(HasSubstr("Secure")));
}

TEST(WithdrawnCookies, AHostCookieHasNoDomainAndTheRootPath) {
  const auto result = expired_cookies(shop(), note("statistics", "/a"), "__Host-ad=1",
                                      *parse_url("https://shop.example/"));
  std::vector<std::string> lines;
  std::ranges::copy_if(result.set_cookie, std::back_inserter(lines),
                       [](const std::string& line) { return line.starts_with("__Host-"); });
  EXPECT_THAT(lines, UnorderedElementsAre("__Host-ad=; Max-Age=0; Path=/; Secure",
                                          "__Host-ad=; Max-Age=0; Path=/; Secure; Partitioned"));
}

TEST(WithdrawnCookies, ACookieOfThePagesFolderExpiresUnseenWhenItsWholeNameIsDeclared) {
  const auto result =
      expired_cookies(shop(), note("", "/account/orders"), "", *parse_url("https://shop.example/"));
  EXPECT_THAT(result.seen, IsEmpty());
  for (const char* folder : {"/account;", "/account/;", "/account/orders;", "/account/orders/;"})
    EXPECT_THAT(result.set_cookie,
                Contains(StartsWith("counted=; Max-Age=0; Path=" + std::string(folder))));
  EXPECT_THAT(result.set_cookie, Each(Not(HasSubstr("_count*"))));
  EXPECT_THAT(result.set_cookie, Each(Not(HasSubstr("Path=/;"))));
}

TEST(WithdrawnCookies, ACookieOfThePagesFolderGoesByAPatternOnceTheBrowserHasSentIt) {
  WithdrawalRules rules = shop();
  rules.path = "/*/.consentry/withdraw";
  const auto result = expired_cookies(rules, note("", "/account/orders"), "_count_orders=1",
                                      *parse_url("https://shop.example/"));
  EXPECT_THAT(result.seen, ElementsAre("_count_orders"));
  for (const char* folder : {"/", "/account", "/account/", "/account/orders", "/account/orders/"})
    EXPECT_THAT(lines_in(result, folder), Contains(StartsWith("_count_orders=;"))) << folder;
  EXPECT_THAT(lines_in(result, "/account"),
              Contains("_count_orders=; Max-Age=0; Path=/account; Secure; Partitioned"));
}

TEST(WithdrawnCookies, WhatOnlyTheAskedPathsOwnFolderSeesGoesThereFromWhateverPage) {
  WithdrawalRules rules = shop();
  rules.path = "/shop/.consentry/withdraw";
  const auto result = expired_cookies(rules, note("", "/blog/1"), "_count_cart_id=1; basket=2",
                                      *parse_url("https://shop.example/"));
  for (const char* folder : {"/shop", "/shop/"})
    EXPECT_THAT(lines_in(result, folder), Contains(StartsWith("_count_cart_id=;"))) << folder;
  EXPECT_THAT(result.set_cookie, Each(Not(HasSubstr("Path=/shop/.consentry"))));
  // What was not sent cannot lie there.
  EXPECT_THAT(lines_in(result, "/shop"), Not(Contains(StartsWith("_ad=;"))));
  rules.path = "/.consentry/withdraw";
  const auto above = expired_cookies(rules, note("", "/blog/1"), "_count_cart_id=1",
                                     *parse_url("https://shop.example/"));
  EXPECT_THAT(lines_in(above, "/shop"), IsEmpty());
}

TEST(WithdrawnCookies, NothingOfARequestCanEndALineOrAddAnAttribute) {
  WithdrawalRules rules = shop();
  rules.services[2].stores = {"_ad*"};
  const auto result = expired_cookies(rules, note("", "/a;Domain=other.example/b"),
                                      "_ad\r\nX: y=1; _ad\x01=2; _ad;HttpOnly=3",
                                      *parse_url("https://shop.example/"));
  EXPECT_THAT(result.seen, ElementsAre("_ad"));
  EXPECT_THAT(result.set_cookie, Each(Not(HasSubstr("other.example"))));
  EXPECT_THAT(result.set_cookie, Each(Not(HasSubstr("\r"))));
}

TEST(WithdrawnCookies, AreNoMoreThanAProxyTakes) {
  WithdrawalRules rules = shop();
  rules.services[1].stores = {"c*"};
  std::string cookies;
  for (int i = 0; i < 500; ++i) cookies += "c" + std::to_string(i) + "=1; ";
  const auto result = expired_cookies(rules, note("", "/a/b/c/d/e/f/g/h/i/j/k"), cookies,
                                      *parse_url("https://a.b.c.shop.example/"));
  EXPECT_EQ(result.set_cookie.size(), kMostExpiries);
  EXPECT_EQ(result.seen.size(), 256U);
}

TEST(WithdrawnCookies, FollowTheConfiguration) {
  const auto config = parse_tag_config(
      R"({"site":"shop","withdrawal":"/w","clearSiteData":["cache"],"categories":["first","second"],
          "services":[{"id":"a","category":"second","stores":["x*"]}]})");
  ASSERT_TRUE(config) << config.error().text();
  const WithdrawalRules rules = withdrawal_rules(*config);
  EXPECT_TRUE(rules.offered);
  EXPECT_EQ(rules.necessary, "first");
  EXPECT_EQ(rules.path, "/w");
  ASSERT_EQ(rules.services.size(), 1U);
  EXPECT_THAT(rules.services[0].stores, ElementsAre("x*"));
  EXPECT_THAT(rules.clear_site_data, ElementsAre("cache"));
  EXPECT_FALSE(withdrawal_rules(*parse_tag_config("{}")).offered);
}

TEST(WithdrawalNote, HasSitePathAndWhatIsGranted) {
  const auto full = parse_withdrawal_note("shop /a%20b statistics.ad-net again");
  ASSERT_TRUE(full);
  EXPECT_EQ(full->site, "shop");
  EXPECT_EQ(full->path, "/a%20b");
  EXPECT_THAT(full->granted, ElementsAre("statistics", "ad-net"));
  EXPECT_TRUE(full->again);
  EXPECT_FALSE(parse_withdrawal_note("shop / ")->again);
}

TEST(WithdrawalNote, IsNothingElse) {
  for (const std::string& text :
       {std::string(), std::string("shop"), std::string("shop /"), std::string("Shop / "),
        std::string("shop a "), std::string("shop / a b"), std::string("shop / a..b"),
        std::string("shop /\n "), std::string("shop /\xC3\xA9 "),
        "shop / " + std::string(kMaxWithdrawalBytes, 'a')})
    EXPECT_FALSE(parse_withdrawal_note(text)) << text;
}

}  // namespace
}  // namespace consentry
