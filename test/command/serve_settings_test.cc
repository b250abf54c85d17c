// SPDX-License-Identifier: Apache-2.0
#include "command/serve_settings.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

TEST(ServeSettings, AreReadFromToml) {
  const auto settings = parse_serve_settings(
      "listen = '0.0.0.0:443'\ndata = '/var/lib/consentry'\nthreads = 2\n"
      "trusted_proxies = ['10.0.0.1', '10.0.0.2']\nrequests_per_minute = 100\n"
      "country_database = '/var/lib/countries.mmdb'\n",
      "serve.toml");
  ASSERT_TRUE(settings) << settings.error().text();
  EXPECT_EQ(settings->listen, "0.0.0.0:443");
  EXPECT_EQ(settings->data, "/var/lib/consentry");
  EXPECT_EQ(settings->threads, 2);
  EXPECT_EQ(settings->trusted_proxies.size(), 2U);
  EXPECT_EQ(settings->requests_per_minute, 100U);
  EXPECT_EQ(settings->country_database, "/var/lib/countries.mmdb");
  EXPECT_EQ(settings->retention_months, 60) << "five years unless it is said";
  EXPECT_EQ(settings->requests_at_once, ServeSettings().requests_at_once);
}

TEST(ServeSettings, SayHowSitesAreWatched) {
  const auto settings = parse_serve_settings(
      "watch_networks = ['10.1.0.0/16']\nwatch_scans_at_once = 0\nwatch_reports = 3\n"
      "smtp_url = 'smtp://mail.example'\nsmtp_from = 'a@b.example'\n",
      "s.toml");
  ASSERT_TRUE(settings) << settings.error().text();
  EXPECT_EQ(settings->watch.networks.at(0), "10.1.0.0/16");
  EXPECT_EQ(settings->watch.scans_at_once, 0U);
  EXPECT_EQ(settings->watch.reports, 3U);
  EXPECT_EQ(settings->watch.failures, 3U);
  for (const char* toml :
       {"watch_networks = ['inside']", "smtp_url = 'smtp://mail.example'",
        "smtp_url = 'https://mail.example'\nsmtp_from = 'a@b.example'",
        "smtp_url = 'smtp://mail.example'\nsmtp_from = 'nobody'", "watch_reports = 0"})
    EXPECT_FALSE(parse_serve_settings(toml, "s.toml")) << toml;
}

TEST(ServeSettings, TakeOnlyAddressesOfProxiesAndNamesOfHeaders) {
  const auto settings = parse_serve_settings(
      "trusted_proxies = ['2001:DB8:0::1']\ncountry_header = 'X-Country'", "s.toml");
  ASSERT_TRUE(settings) << settings.error().text();
  EXPECT_EQ(settings->trusted_proxies.at(0), "2001:db8::1") << "as a peer's address is written";
  for (const char* toml :
       {"trusted_proxies = ['proxy.example']", "trusted_proxies = ['10.0.0.0/8']",
        "country_header = 'X Country'", "country_header = 'X-Country:'"})
    EXPECT_FALSE(parse_serve_settings(toml, "s.toml")) << toml;
}

TEST(ServeSettings, SayWhereLinksInMailsLead) {
  const auto settings = parse_serve_settings("public_address = 'https://claims.example'", "s.toml");
  ASSERT_TRUE(settings) << settings.error().text();
  EXPECT_EQ(settings->public_address, "https://claims.example");
  EXPECT_TRUE(parse_serve_settings("public_address = 'http://127.0.0.1:8080'", "s.toml"));
  for (const char* address : {"claims.example", "http://claims.example", "https://claims.example/",
                              "https://claims.example/m", "ftp://claims.example", "https://"})
    EXPECT_FALSE(parse_serve_settings("public_address = '" + std::string(address) + "'", "s.toml"))
        << address;
}

TEST(ServeSettings, NameLineAndKeyOfWhatIsWrong) {
  const auto error_of = [](const std::string& toml) {
    return parse_serve_settings(toml, "s.toml").error().text();
  };
  EXPECT_EQ(error_of("\nlistn = 'a'"),
            "s.toml:2: there is no setting 'listn'; did you mean 'listen'?");
  EXPECT_EQ(error_of("threads = 'two'"), "s.toml:1: 'threads' takes a whole number from 0 to 256");
  EXPECT_EQ(error_of("threads = -1"), "s.toml:1: 'threads' takes a whole number from 0 to 256");
  EXPECT_EQ(error_of("requests_per_minute = 0"),
            "s.toml:1: 'requests_per_minute' takes a whole number from 1 to 1000000000");
  for (const char* months : {"0", "-1", "361", "6.5", "'5 years'", "true"})
    EXPECT_EQ(error_of(std::string("retention_months = ") + months),
              "s.toml:1: 'retention_months' takes a whole number from 1 to 360");
  EXPECT_TRUE(error_of("retention_month = 6").ends_with("did you mean 'retention_months'?"));
  EXPECT_EQ(error_of("trusted_proxies = [1]"),
            "s.toml:1: 'trusted_proxies' takes a list of texts such as [\"a\", \"b\"]");
  EXPECT_TRUE(error_of("listen = ").starts_with("s.toml:1: "));
}

TEST(Listen, TakesAddressesOfBothKinds) {
  EXPECT_EQ(parse_listen("127.0.0.1:80")->port, 80);
  EXPECT_EQ(parse_listen("[::1]:8080")->address, "::1");
  EXPECT_EQ(parse_listen("localhost:0")->address, "127.0.0.1");
  for (const char* text : {"", "127.0.0.1", "127.0.0.1:", ":x", "127.0.0.1:99999", "a:1x"})
    EXPECT_FALSE(parse_listen(text)) << text;
}

}  // namespace
}  // namespace consentry
