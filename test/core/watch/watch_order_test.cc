// SPDX-License-Identifier: Apache-2.0
#include "core/watch/watch_order.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

bool good(const std::string& webhook, const std::string& mail = "") {
  return check_order({"shop", "daily", webhook, "", mail}).has_value();
}

TEST(WatchOrder, WantsASchedule) {
  EXPECT_TRUE(check_order({"shop", "7d", "", "", ""}));
  EXPECT_FALSE(check_order({"shop", "sometimes", "", "", ""}));
}

TEST(WatchOrder, SendsToHttpsOrToThisMachine) {
  EXPECT_TRUE(good("https://hooks.example/a?b=c"));
  EXPECT_TRUE(good("http://127.0.0.1:9000/hook"));
  EXPECT_TRUE(good("http://localhost/hook"));
  for (const char* address :
       {"http://hooks.example/", "http://127.evil.example/", "ftp://hooks.example/",
        "hooks.example", "https://", "https://hooks.example/a b", "https://hooks.example/\r\nX: y",
        "data:text/plain,x"})
    EXPECT_FALSE(good(address)) << address;
  EXPECT_FALSE(good("https://hooks.example/" + std::string(2000, 'a')));
}

TEST(WatchOrder, WritesToOneAddress) {
  EXPECT_TRUE(good("", "privacy+alerts@shop.example"));
  for (const char* address :
       {"shop", "@shop", "a@", "a@b@c", "a b@shop.example", "a@shop.example,b@c",
        "a@shop.example\r\nBcc: x@y", "<a@shop.example>"})
    EXPECT_FALSE(good("", address)) << address;
  EXPECT_FALSE(good("", std::string(250, 'a') + "@b.example"));
}

TEST(WatchOrder, SaysHowItsSiteIsScannedInWordsThatCannotBeOptions) {
  const auto scoped = [](const std::string& profile, const std::string& language, unsigned pages) {
    return check_order({"shop", "daily", "", "", "", profile, language, pages}).has_value();
  };
  EXPECT_TRUE(scoped("", "", 0));
  EXPECT_TRUE(scoped("us-ca", "zh-Hant-TW", kMostWatchedPages));
  for (const char* profile : {"--out", "EU", "eu ch", "eu/x"}) EXPECT_FALSE(scoped(profile, "", 0));
  for (const char* language :
       {"n", "-nl", "nl-", "nl--BE", "nl_BE", "nederlands", "nl BE", "--out"})
    EXPECT_FALSE(scoped("", language, 0)) << language;
  EXPECT_FALSE(scoped("", "", kMostWatchedPages + 1));
}

}  // namespace
}  // namespace consentry
