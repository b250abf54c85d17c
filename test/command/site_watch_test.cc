// SPDX-License-Identifier: Apache-2.0
#include "command/site_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace consentry {
namespace {

using ::testing::HasSubstr;

WatchEntry entry(const std::string& site) {
  WatchEntry entry;
  entry.order.site = site;
  entry.order.schedule = "daily";
  entry.due = *parse_rfc3339("2026-11-24T04:30:00Z");
  return entry;
}

TEST(WatchListing, TellsWhenAndHowTheLastEnded) {
  WatchEntry done = entry("shop-example");
  done.last = WatchedScan{};
  done.last->started = *parse_rfc3339("2026-11-23T04:30:00Z");
  done.last->fate = ScanFate::done;
  done.last->verdict = "breach";
  done.last->changes = 2;
  done.last->alerts = 1;
  done.last->tag = "absent";
  WatchEntry failed = entry("bank");
  failed.last = WatchedScan{};
  failed.last->reason = "the host name\x1b[31m does not resolve";
  const std::string text = watch_listing({failed, done, entry("new")});
  EXPECT_THAT(text, HasSubstr("shop-example  daily  2026-11-23 04:30  2026-11-24 04:30  breach, 2 "
                              "changed, 1 told, without the tag\n"));
  EXPECT_THAT(text, HasSubstr("failed: the host name‹U+001B›[31m does not resolve\n"));
  EXPECT_THAT(text, HasSubstr("-                 2026-11-24 04:30  not scanned yet\n"));
}

TEST(WebhookSecret, IsLongAndNeverTheSame) {
  const auto one = new_webhook_secret();
  const auto other = new_webhook_secret();
  ASSERT_TRUE(one);
  EXPECT_EQ(one->size(), 64U);
  EXPECT_NE(*one, *other);
}

}  // namespace
}  // namespace consentry
