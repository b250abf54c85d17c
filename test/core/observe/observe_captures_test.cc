// SPDX-License-Identifier: Apache-2.0
// Logs of the real browser (test/data/captures/README.md): what the made ones promise is true.
#include <gtest/gtest.h>

#include "core/observe/observed_run.h"

namespace consentry {
namespace {

using Strings = std::vector<std::string>;

const RunObservation& shop() {
  static const RunObservation run = observed(captured("shell-shop.ndjson"));
  return run;
}

TEST(CapturedShop, IsObservedWhole) {
  EXPECT_TRUE(shop().complete);
  EXPECT_TRUE(shop().limitations.empty());
  EXPECT_EQ(shop().final_url, "https://shop.example/");
  EXPECT_EQ(shop().http_status, 200);
  EXPECT_EQ(shop().requests.size(), 23U);
}

TEST(CapturedShop, AnImagesRedirectsAreThreeRequests) {
  const Request last = request_for(shop(), "https://a.tracker.example/p.gif");
  EXPECT_EQ(last.redirected_from, "https://b.tracker.example/r2");
  EXPECT_EQ(last.cookies.size(), 3U);
  const Request middle = request_for(shop(), "https://b.tracker.example/r2");
  EXPECT_EQ(middle.status, 302);
  ASSERT_EQ(middle.cookies.size(), 1U);
  EXPECT_EQ(middle.cookies[0].name, "tb");
  EXPECT_TRUE(middle.cookies_withheld.empty()) << "a cookie of another host was not withheld";
  EXPECT_EQ(write_of(shop(), "tc").setter_url, "https://b.tracker.example/r2");
}

TEST(CapturedShop, RequestsOfFramesAndWorkersBelongToThePage) {
  for (const char* url : {"https://a.tracker.example/fromframe",
                          "https://a.tracker.example/worker?1", "https://a.tracker.example/sw?1",
                          "https://frame.other.example/f", "wss://ws.chat.example/socket"}) {
    EXPECT_EQ(request_for(shop(), url).page_url, "https://shop.example/") << url;
    EXPECT_TRUE(request_for(shop(), url).third_party) << url;
  }
  EXPECT_TRUE(request_for(shop(), "https://a.tracker.example/worker?1").from_worker);
  EXPECT_TRUE(request_for(shop(), "https://a.tracker.example/sw?1").from_worker);
  EXPECT_EQ(request_for(shop(), "https://a.tracker.example/fromframe").frame_url,
            "https://frame.other.example/f");
}

TEST(CapturedShop, CookiesKeepTheBrowsersReasons) {
  EXPECT_TRUE(write_of(shop(), "sid").blocked.empty());
  EXPECT_EQ(write_of(shop(), "bad").blocked, Strings{"InvalidDomain"});
  EXPECT_EQ(write_of(shop(), "__Host-x").blocked, Strings{"InvalidPrefix"});
  EXPECT_EQ(write_of(shop(), "tl").blocked, Strings{"SchemefulSameSiteUnspecifiedTreatedAsLax"});
  EXPECT_EQ(write_of(shop(), "wsc").setter_url, "wss://ws.chat.example/socket");
  EXPECT_NEAR(*write_of(shop(), "tc").lifetime_s, 364.9 * 86400, 0.1 * 86400);
  EXPECT_FALSE(write_of(shop(), "hop").third_party) << "of the address that was asked for";
}

TEST(CapturedShop, WhatTheJarHoldsIsWhatTheWritesSay) {
  for (const CookieRow& row : shop().cookie_rows) {
    if (row.name == "_ga" || row.name == "own" || row.name == "fjs")
      continue;  // no probe was there
    const CookieWrite write = write_of(shop(), row.name);
    EXPECT_EQ(write.domain, row.domain) << row.name;
    EXPECT_EQ(write.path, row.path) << row.name;
    EXPECT_EQ(write.lifetime_s.has_value(), row.lifetime_s.has_value()) << row.name;
    if (write.lifetime_s && row.lifetime_s) {
      EXPECT_NEAR(*write.lifetime_s, *row.lifetime_s, 10) << row.name;
    }
  }
}

TEST(CapturedShop, StorageOfFramesIsTheirs) {
  const auto fk = std::ranges::find(shop().storage, "fk", &StorageItem::key);
  ASSERT_NE(fk, shop().storage.end());
  EXPECT_EQ(fk->origin, "https://frame.other.example");
  EXPECT_TRUE(fk->third_party);
}

// Here the second request of the chain is announced before the first one's answer is.
TEST(CapturedRedirects, AnswersFindTheirHopWhateverTheOrder) {
  const RunObservation run = observed(captured("chromium-redirects.ndjson"));
  EXPECT_EQ(request_for(run, "https://shop.example/old").status, 302);
  EXPECT_EQ(request_for(run, "https://www.shop.example/new").status, 301);
  EXPECT_EQ(request_for(run, "https://target.example/final").status, 200);
  EXPECT_EQ(write_of(run, "hop").setter_url, "https://shop.example/old");
  const Request style = request_for(run, "https://shop.example/s.css");
  EXPECT_TRUE(style.cookies.empty());
  EXPECT_EQ(style.cookies_withheld.size(), 5U);
  EXPECT_EQ(style.page_url, "https://target.example/final");
}

}  // namespace
}  // namespace consentry
