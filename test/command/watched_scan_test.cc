// SPDX-License-Identifier: Apache-2.0
// Periodic scans with a stand-in for the scanner: a script that does what a test says, also its worst.
#include "command/watched_scan.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <mutex>
#include <thread>
#include <unistd.h>

#include "command/alert_delivery.h"
#include "command/consent_data.h"
#include "core/watch/scan_digest.h"
#include "core/watch/watch_message.h"
#include "io/notify/line_server.h"
#include "io/store/sqlite_site_store.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t kDayMs = 86'400'000;
constexpr const char* kConfig =
    R"({"site":"shop","owner":"Shop","languages":["en"],"categories":["necessary","statistics"],"services":[]})";

class WatchedScans : public ::testing::Test {
 protected:
  WatchedScans() {
    std::string name = (fs::temp_directory_path() / "consentry-watched-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    data_ = folder_ / "data";
    EXPECT_TRUE(ConsentData::open_or_create(data_));
    sites_.emplace(*SqliteSiteStore::open(database(), consent_migrations()));
    EXPECT_TRUE(sites_->add({"shop", {"https://shop.example"}, kConfig, now_}));
    watches_ = *SqliteWatches::open(database(), consent_migrations());
    EXPECT_TRUE(watches_->watch({"shop", "daily", "", "", "p@shop.example"}, now_));
    settings_.program = folder_ / "stand-in";
    does("exit 0");
  }
  ~WatchedScans() override {
    std::error_code ignored_in_a_test;
    fs::remove_all(folder_, ignored_in_a_test);
  }
  [[nodiscard]] fs::path database() const { return data_ / "ledger.db"; }

  // $4 is the folder that it is to write to.
  void does(const std::string& script) {
    std::ofstream(settings_.program) << "#!/bin/sh\n" << script << "\n";
    fs::permissions(settings_.program, fs::perms::owner_all);
  }
  // A scan that sees these.
  void sees(const std::vector<Sighting>& sightings, TagSeen tag = TagSeen::unknown,
            const std::string& cookie = "lang") {
    ScanDigest digest{now_, {Phase::before}, "breach", "", tag, sightings};
    std::ofstream(folder_ / "digest.json") << scan_digest_json(digest);
    std::ofstream(folder_ / "report.json")
        << R"({"sites":[{"url":"https://shop.example/","runs":[{"started":")" << to_rfc3339(now_)
        << R"("}],"items":[{"kind":"cookie","owner":"shop.example","name":")" << cookie
        << R"(","third_party":false,"purpose":"statistics"}]}]})";
    does("mkdir -p $4/sites && cp " + (folder_ / "digest.json").string() + " " +
         (folder_ / "report.json").string() + " $4/ && echo \"$@\" >$4/words");
  }
  ScanFate scan() {
    WatchedScanner scanner(settings_, *watches_, data_, [this] { return now_; });
    const auto fate = scanner.scan("shop");
    EXPECT_TRUE(fate) << fate.error().text();
    now_.milliseconds += kDayMs;
    return fate.value_or(ScanFate::failed);
  }
  WatchedScan last() { return watches_->find("shop")->last.value_or(WatchedScan{}); }
  std::vector<WatchMessage> waiting() { return *watches_->waiting(now_, 100); }
  std::string kept(const std::string& name) {
    std::ifstream file(data_ / last().folder / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  fs::path folder_;
  fs::path data_;
  UtcTime now_ = *parse_rfc3339("2026-11-23T09:00:00Z");
  WatchSettings settings_;
  std::optional<SqliteSiteStore> sites_;
  std::unique_ptr<SqliteWatches> watches_;
};

TEST_F(WatchedScans, ANewThingIsToldOnceAndTurnsTheDeclaration) {
  sees({});
  EXPECT_EQ(scan(), ScanFate::done);
  EXPECT_TRUE(waiting().empty());
  EXPECT_THAT(sites_->declaration("shop")->content, Not(HasSubstr("_track")));
  const UtcTime planted = now_;
  sees({{"party:T", "T (t.example)", true, {Phase::before}, {}}}, TagSeen::unknown, "_track");
  EXPECT_EQ(scan(), ScanFate::done);
  EXPECT_EQ(scan(), ScanFate::done);
  ASSERT_EQ(waiting().size(), 1U);
  EXPECT_THAT(waiting().front().body, HasSubstr("shop: 1 alert\n"));
  const auto declaration = sites_->declaration("shop");
  EXPECT_THAT(declaration->content, HasSubstr("_track"));
  EXPECT_EQ(declaration->scanned, planted);
}

TEST_F(WatchedScans, TheScanIsKeptToPublicAddressesAndComparedWithTheLast) {
  settings_.networks = {"10.1.0.0/16"};
  sees({});
  scan();
  EXPECT_THAT(kept("words"), HasSubstr("scan https://shop.example/ --out"));
  EXPECT_THAT(kept("words"), HasSubstr("--public-only --allow-network 10.1.0.0/16"));
  EXPECT_THAT(kept("words"), Not(HasSubstr("--compare")));
  const std::string first = last().folder;
  scan();
  EXPECT_THAT(kept("words"), HasSubstr("--compare " + fs::absolute(data_ / first).string()));
}

TEST_F(WatchedScans, ASiteIsScannedInItsOwnWayWhereItHasOne) {
  sees({});
  scan();
  EXPECT_THAT(kept("words"), HasSubstr("--profile eu --pages 1"));
  EXPECT_THAT(kept("words"), Not(HasSubstr("--language")));
  WatchOrder order = watches_->find("shop")->order;
  order.profile = "us-ca";
  order.language = "es";
  order.pages = 4;
  ASSERT_TRUE(watches_->watch(order, now_));
  scan();
  EXPECT_THAT(kept("words"), HasSubstr("--profile us-ca --pages 4 --language es"));
}

TEST_F(WatchedScans, TheScanGetsNoSecretAndNoDescriptor) {
  ::setenv("CONSENTRY_TEST_SECRET", "hush", 1);
  sees({});
  std::ofstream(settings_.program, std::ios::app) << "env >$4/env; ls /proc/$$/fd >$4/open\n";
  scan();
  ::unsetenv("CONSENTRY_TEST_SECRET");
  EXPECT_THAT(kept("env"), HasSubstr("PATH="));
  EXPECT_THAT(kept("env"), Not(HasSubstr("hush")));
  EXPECT_THAT(kept("open"), Not(HasSubstr("\n4\n")));
}

TEST_F(WatchedScans, WhatCrashesPrintsGarbageOrSaysNothingHasFailed) {
  for (const auto& [script, reason] :
       {std::pair{"kill -SEGV $$", "crashed (signal 11)"},
        {"mkdir -p $4; head -c 5000 /dev/urandom >$4/digest.json", "ended with 0"},
        {"mkdir -p $4; head -c 3000000 /dev/zero >$4/digest.json; echo sorry",
         "ended with 0: sorry"},
        {"echo 'no \033[31mbrowser' >&2; exit 3", "ended with 3: no ‹U+001B›[31mbrowser"}}) {
    does(script);
    EXPECT_EQ(scan(), ScanFate::failed) << script;
    EXPECT_THAT(last().reason, HasSubstr(reason)) << script;
    EXPECT_EQ(last().folder, "");
  }
  ASSERT_EQ(waiting().size(), 1U) << "the third failure in a row is told, the fourth is not";
  EXPECT_THAT(waiting().front().body, HasSubstr("the last 3 scans failed"));
  EXPECT_GT(watches_->find("shop")->due, last().finished)
      << "it is tried again when it is due, not at once";
}

TEST_F(WatchedScans, WhatFillsTheDiskIsEndedAndLeavesNothing) {
  settings_.disk_mb = 1;
  does(
      "mkdir -p $4; while :; do head -c 300000 /dev/zero >$4/$$; head -c 400000 /dev/zero "
      ">>$4/more; done");
  EXPECT_EQ(scan(), ScanFate::failed);
  EXPECT_THAT(last().reason,
              ::testing::AnyOf(HasSubstr("more than 1 MiB"), HasSubstr("ended with")));
  EXPECT_FALSE(fs::exists(data_ / "scans/shop/under-way"));
}

TEST_F(WatchedScans, AScanThatMeasuredNothingHasFailedWithItsReason) {
  std::ofstream(folder_ / "digest.json")
      << scan_digest_json({now_,
                           {},
                           "not-measured",
                           "not public, so not scanned: shop (10.0.0.1)",
                           TagSeen::unknown,
                           {}});
  does("mkdir -p $4; cp " + (folder_ / "digest.json").string() + " $4/; exit 3");
  EXPECT_EQ(scan(), ScanFate::failed);
  EXPECT_THAT(last().reason, HasSubstr("not public"));
}

TEST_F(WatchedScans, AStoppedScanIsMadeAgain) {
  ASSERT_TRUE(watches_->put_due("shop", now_));
  does("mkdir -p $4; touch $4/begun; sleep 1000");
  WatchedScanner scanner(settings_, *watches_, data_, [this] { return now_; });
  std::optional<Result<ScanFate>> fate;
  std::thread other([&] { fate = scanner.scan("shop"); });
  scanner.stop();
  other.join();
  ASSERT_TRUE(fate && *fate);
  EXPECT_EQ(**fate, ScanFate::broken_off);
  EXPECT_EQ(watches_->due(now_, 10)->size(), 1U);
  EXPECT_TRUE(waiting().empty());
}

TEST_F(WatchedScans, OnlyTheNewestReportsAreKeptAndOnlyTheLastCaptures) {
  settings_.reports = 2;
  sees({});
  std::vector<std::string> folders;
  for (int i = 0; i < 4; ++i) {
    scan();
    folders.push_back(last().folder);
  }
  EXPECT_FALSE(fs::exists(data_ / folders[0]));
  EXPECT_FALSE(fs::exists(data_ / folders[1]));
  EXPECT_TRUE(fs::exists(data_ / folders[2] / "report.json"));
  EXPECT_FALSE(fs::exists(data_ / folders[2] / "sites"));
  EXPECT_TRUE(fs::exists(data_ / folders[3] / "sites"));
  EXPECT_EQ(watches_->scans("shop", 10)->size(), 4U);
  EXPECT_EQ(watches_->kept("shop")->size(), 2U);
}

TEST_F(WatchedScans, AVanishedTagIsTold) {
  sees({}, TagSeen::present);
  scan();
  sees({}, TagSeen::absent);
  scan();
  ASSERT_EQ(waiting().size(), 1U);
  EXPECT_THAT(waiting().front().body, HasSubstr("the consent tag has vanished"));
  EXPECT_EQ(last().tag, "absent");
}

// Answers each request with the next of its answers, the last for ever.
class Hook {
 public:
  explicit Hook(std::vector<std::string> answers)
      : server_([this, answers](Wire& wire) {
          const std::string head = wire.hear("\r\n\r\n");
          const std::string body =
              wire.hear(std::stoul(head.substr(head.find("Content-Length: ") + 16)));
          const std::scoped_lock guard(mutex_);
          wire.say("HTTP/1.1 " + answers.at(std::min(heard_.size(), answers.size() - 1)) +
                   "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
          heard_.emplace_back(head, body);
        }) {}
  [[nodiscard]] std::string url() const { return server_.at("http") + "/"; }
  std::vector<std::pair<std::string, std::string>> heard() {
    const std::scoped_lock guard(mutex_);
    return heard_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::pair<std::string, std::string>> heard_;
  LineServer server_;
};

std::string header(const std::string& head, const std::string& name) {
  const std::size_t at = head.find(name + ": ") + name.size() + 2;
  return head.substr(at, head.find("\r\n", at) - at);
}

TEST_F(WatchedScans, AnAlertIsPostedAgainUntilItIsTakenUnderOneIdAndSigned) {
  Hook hook({"503 Busy", "204 No Content"});
  ASSERT_TRUE(watches_->watch({"shop", "daily", hook.url(), "s3cret", ""}, now_));
  sees({});
  scan();
  sees({{"party:T", "T", false, {Phase::before}, {}}});
  scan();
  DeliveryCounts counts;
  auto delivery = AlertDelivery::create(settings_, *watches_, [this] { return now_; }, counts);
  const auto never = [] { return false; };
  EXPECT_EQ(*delivery->run(never), 0U);
  EXPECT_EQ(*delivery->run(never), 0U) << "not at once again";
  now_.milliseconds += 60'000;
  EXPECT_EQ(*delivery->run(never), 1U);
  now_.milliseconds += kDayMs;
  EXPECT_EQ(*delivery->run(never), 0U);
  const auto heard = hook.heard();
  ASSERT_EQ(heard.size(), 2U);
  EXPECT_EQ(header(heard[0].first, "Consentry-Message-Id"),
            header(heard[1].first, "Consentry-Message-Id"));
  EXPECT_EQ(heard[0].second, heard[1].second);
  EXPECT_EQ(header(heard[1].first, "Consentry-Signature"),
            webhook_signature("s3cret", UtcTime{now_.milliseconds - kDayMs}, heard[1].second));
  EXPECT_EQ(counts.delivered, 1U);
  EXPECT_EQ(counts.failed, 1U);
}

TEST_F(WatchedScans, AnAlertThatNobodyTakesIsGivenUpAfterThreeDays) {
  Hook hook({"500 Oops"});
  ASSERT_TRUE(watches_->watch({"shop", "daily", hook.url(), "s3cret", ""}, now_));
  sees({});
  scan();
  sees({{"party:T", "T", false, {Phase::before}, {}}});
  scan();
  DeliveryCounts counts;
  auto delivery = AlertDelivery::create(settings_, *watches_, [this] { return now_; }, counts);
  for (int hour = 0; hour < 80; ++hour) {
    ASSERT_TRUE(delivery->run([] { return false; }));
    now_.milliseconds += 3'600'000;
  }
  EXPECT_EQ(*watches_->waiting_in_all(), 0U);
  EXPECT_EQ(counts.given_up, 1U);
  EXPECT_GT(hook.heard().size(), 10U);
  EXPECT_LT(hook.heard().size(), 30U);
}

TEST_F(WatchedScans, WithoutAMailServerMailWaits) {
  sees({}, TagSeen::present);
  scan();
  sees({}, TagSeen::absent);
  scan();
  DeliveryCounts counts;
  auto delivery = AlertDelivery::create(settings_, *watches_, [this] { return now_; }, counts);
  EXPECT_EQ(*delivery->run([] { return false; }), 0U);
  EXPECT_EQ(*watches_->waiting_in_all(), 1U);
}

}  // namespace
}  // namespace consentry
