// SPDX-License-Identifier: Apache-2.0
#include "core/base/origin.h"

#include <gtest/gtest.h>

#include "core/base/digest.h"
#include "core/base/time.h"

namespace consentry {
namespace {

TEST(RegistrableDomain, FollowsThePublicSuffixListWithItsPrivatePart) {
  EXPECT_EQ(registrable_domain("www.shop.example"), "shop.example");
  EXPECT_EQ(registrable_domain("a.b.co.uk"), "b.co.uk");
  EXPECT_EQ(registrable_domain("a.github.io"), "a.github.io");
  EXPECT_EQ(registrable_domain("co.uk"), "co.uk");
  EXPECT_EQ(registrable_domain("localhost"), "localhost");
  EXPECT_EQ(registrable_domain("127.0.0.1"), "127.0.0.1");
  EXPECT_EQ(registrable_domain("[::1]"), "[::1]");
  EXPECT_EQ(registrable_domain("shop.example."), "shop.example");
}

TEST(ParseUrl, SplitsWhatABrowserSerialises) {
  const auto url = parse_url("https://user:pw@Shop.Example:8443/a/b?x=1|2#top");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "shop.example");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->path, "/a/b");
  EXPECT_EQ(url->query, "x=1|2");
  EXPECT_EQ(url->fragment, "top");
  EXPECT_EQ(url->origin(), "https://shop.example:8443");
  EXPECT_EQ(parse_url("https://shop.example")->path, "/");
  EXPECT_EQ(parse_url("https://shop.example?q=a/b")->query, "q=a/b");
  EXPECT_EQ(parse_url("https://shop.example:443/")->origin(), "https://shop.example");
  EXPECT_EQ(parse_url("data:text/html,hi")->origin(), "null");
  EXPECT_EQ(parse_url("https://[::1]:8080/x")->host, "[::1]");
}

TEST(ParseUrl, RefusesWhatIsNoWebAddress) {
  for (const char* bad : {"", "shop", "https://", "https:///a", "mailto:a@b", "https://a:99999/"}) {
    EXPECT_FALSE(parse_url(bad)) << bad;
  }
}

TEST(ParseSiteUrl, AssumesHttpsAndNamesWhatIsWrong) {
  EXPECT_EQ(parse_site_url("shop.example")->scheme, "https");
  EXPECT_EQ(parse_site_url("http://shop.example/a")->scheme, "http");
  EXPECT_EQ(parse_site_url("shop.example/path")->path, "/path");
  for (const char* bad :
       {"", "not a url", "ftp://x.example", "shop", "a..b", ".example", "https://<x>"}) {
    const auto url = parse_site_url(bad);
    ASSERT_FALSE(url) << bad;
    EXPECT_NE(url.error().text().find("https://shop.example"), std::string::npos);
  }
}

TEST(DomainMatches, NeedsAWholeLabel) {
  EXPECT_TRUE(domain_matches("www.shop.example", ".shop.example"));
  EXPECT_TRUE(domain_matches("shop.example", "shop.example"));
  EXPECT_FALSE(domain_matches("workshop.example", "shop.example"));
  EXPECT_FALSE(domain_matches("1.127.0.0.1", "127.0.0.1"));
}

TEST(Sha256, GivesTheStandardsVectors) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256Stream stream;
  stream.add("a");
  stream.add("bc");
  EXPECT_EQ(to_hex(stream.finish()), sha256_hex("abc"));
}

TEST(Rfc3339, WritesAndReadsBack) {
  EXPECT_EQ(to_rfc3339(UtcTime{0}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_rfc3339(*parse_rfc3339("2024-02-29T23:59:59.042Z")), "2024-02-29T23:59:59.042Z");
  EXPECT_EQ(parse_rfc3339("2026-11-22T13:05:09Z")->milliseconds, 1795352709000);
  for (const char* bad : {"", "2026-11-22", "2026-02-30T00:00:00Z", "2026-11-22T24:00:00Z",
                          "2026-11-22T13:05:09.1Z", "2026-11-22T13:05:09+01:00"}) {
    EXPECT_FALSE(parse_rfc3339(bad)) << bad;
  }
}

}  // namespace
}  // namespace consentry
