// SPDX-License-Identifier: Apache-2.0
#include "core/observe/set_cookie.h"

#include <gtest/gtest.h>

#include "core/base/origin.h"

namespace consentry {
namespace {

constexpr UtcTime kNow{1'800'000'000'000};

SetCookie parsed(std::string_view line) {
  const auto cookie = parse_set_cookie(line);
  EXPECT_TRUE(cookie.has_value()) << line;
  return cookie.value_or(SetCookie{});
}

Url at(std::string_view url) { return *parse_url(url); }

TEST(SetCookie, ReadsNameValueAndAttributes) {
  const SetCookie cookie = parsed(
      " id = a=b ; Domain=.Shop.Example; path=/in; SECURE; httponly; SameSite=none; Partitioned");
  EXPECT_EQ(cookie.name, "id");
  EXPECT_EQ(cookie.value, "a=b");
  EXPECT_EQ(cookie.domain, "shop.example");
  EXPECT_EQ(cookie.path, "/in");
  EXPECT_EQ(cookie.same_site, "None");
  EXPECT_TRUE(cookie.secure && cookie.http_only && cookie.partitioned);
}

TEST(SetCookie, KeepsQuotesAndEmptyValues) {
  EXPECT_EQ(parsed("a=\"x y\"").value, "\"x y\"");
  EXPECT_EQ(parsed("a=").value, "");
  EXPECT_EQ(parsed("a=;").name, "a");
}

TEST(SetCookie, AWordWithoutEqualsIsAValueWithoutName) {
  EXPECT_EQ(parsed("alone; Path=/").value, "alone");
  EXPECT_EQ(parsed("=alone").value, "alone");
  EXPECT_EQ(parsed("alone").name, "");
}

TEST(SetCookie, FindsNoCookieInNothingOrInControlCharacters) {
  for (const std::string& line :
       {std::string(), std::string(" ; Path=/"), std::string("="), std::string("a=b\x01"),
        std::string("a=b\0c", 5), std::string("a=b\r\nX: y"), std::string("a=\x7f")}) {
    EXPECT_FALSE(parse_set_cookie(line).has_value()) << line;
  }
  EXPECT_TRUE(parse_set_cookie("a=b\tc").has_value()) << "a tab may stand in a value";
}

TEST(SetCookie, WithoutExpiryItLivesAsLongAsTheSession) {
  EXPECT_FALSE(parsed("a=1").lifetime_s(kNow).has_value());
  EXPECT_FALSE(parsed("a=1; Expires=soon; Max-Age=long").lifetime_s(kNow).has_value());
}

TEST(SetCookie, MaxAgeGoesBeforeExpires) {
  EXPECT_EQ(parsed("a=1; Max-Age=60; Expires=Wed, 21 Oct 2015 07:28:00 GMT").lifetime_s(kNow), 60);
  EXPECT_EQ(parsed("a=1; Expires=Fri, 15 Jan 2027 08:01:40 GMT").lifetime_s(kNow), 100);
}

TEST(SetCookie, ADeletionHasNoTimeLeft) {
  EXPECT_LE(*parsed("a=; Max-Age=0").lifetime_s(kNow), 0);
  EXPECT_LE(*parsed("a=; Max-Age=-1").lifetime_s(kNow), 0);
  EXPECT_LE(*parsed("a=; expires=Thu, 01 Jan 1970 00:00:00 GMT").lifetime_s(kNow), 0);
}

TEST(SetCookie, TheLastOfEqualAttributesCounts) {
  EXPECT_EQ(parsed("a=1; Max-Age=5; Max-Age=7").max_age_s, 7);
  EXPECT_EQ(parsed("a=1; Path=/x; Path=y").path, "") << "a path that does not begin with / is none";
  EXPECT_EQ(parsed("a=1; Max-Age=5; Max-Age=x").max_age_s, 5) << "what is no number is ignored";
}

TEST(SetCookie, OutlandishNumbersStayNumbers) {
  EXPECT_GT(*parsed("a=1; Max-Age=99999999999999999999999999").max_age_s, 0);
  EXPECT_LT(*parsed("a=1; Max-Age=-99999999999999999999999999").max_age_s, 0);
  EXPECT_FALSE(parsed("a=1; Max-Age=-").max_age_s.has_value());
  EXPECT_FALSE(parsed("a=1; Max-Age=1.5").max_age_s.has_value());
}

TEST(SetCookie, AnAttributeOfMoreThanAKibibyteIsIgnored) {
  EXPECT_EQ(parsed("a=1; Domain=" + std::string(1025, 'x')).domain, "");
}

TEST(SetCookie, ItsDomainIsTheHostUnlessItNamesOne) {
  EXPECT_EQ(effective_domain(parsed("a=1"), at("https://www.shop.example/")), "www.shop.example");
  EXPECT_EQ(effective_domain(parsed("a=1; Domain=shop.example"), at("https://www.shop.example/")),
            ".shop.example");
}

TEST(SetCookie, ItsPathIsTheFolderUnlessItNamesOne) {
  EXPECT_EQ(effective_path(parsed("a=1"), at("https://shop.example/a/b/c?x=/")), "/a/b");
  EXPECT_EQ(effective_path(parsed("a=1"), at("https://shop.example/a")), "/");
  EXPECT_EQ(effective_path(parsed("a=1"), at("https://shop.example")), "/");
  EXPECT_EQ(effective_path(parsed("a=1; Path=/z"), at("https://shop.example/a/b")), "/z");
}

std::vector<std::string> refused(std::string_view line, std::string_view url) {
  return refusals_of_script_cookie(parsed(line), at(url));
}

TEST(SetCookie, AScriptMaySetItForItsOwnSite) {
  EXPECT_TRUE(refused("a=1", "https://www.shop.example/").empty());
  EXPECT_TRUE(refused("a=1; domain=.shop.example", "https://www.shop.example/").empty());
  EXPECT_TRUE(refused("a=1; Secure", "https://www.shop.example/").empty());
  EXPECT_TRUE(refused("__Host-a=1; Secure; Path=/", "https://www.shop.example/").empty());
}

TEST(SetCookie, AScriptMayNotSetItForOthers) {
  const std::vector<std::string> domain{"InvalidDomain"};
  EXPECT_EQ(refused("a=1; domain=other.example", "https://shop.example/"), domain);
  EXPECT_EQ(refused("a=1; domain=example", "https://shop.example/"), domain) << "a public suffix";
  EXPECT_EQ(refused("a=1; domain=co.uk", "https://shop.co.uk/"), domain);
  EXPECT_EQ(refused("a=1; domain=hop.example", "https://shop.example/"), domain);
}

TEST(SetCookie, AScriptIsHeldToPrefixesAndFlags) {
  EXPECT_EQ(refused("a=1; Secure", "http://shop.example/").at(0), "SecureOnly");
  EXPECT_EQ(refused("__Secure-a=1", "https://shop.example/").at(0), "InvalidPrefix");
  EXPECT_EQ(
      refused("__host-a=1; Secure; Path=/; Domain=shop.example", "https://shop.example/").at(0),
      "InvalidPrefix");
  EXPECT_EQ(refused("a=1; HttpOnly", "https://shop.example/").at(0), "HttpOnly");
  EXPECT_EQ(refused("a=" + std::string(4096, 'x'), "https://shop.example/").at(0),
            "NameValuePairExceedsMaxSize");
}

}  // namespace
}  // namespace consentry
