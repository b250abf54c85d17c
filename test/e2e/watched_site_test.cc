// SPDX-License-Identifier: Apache-2.0
// A site under watch, scanned by the program itself in a real browser; the clock is turned by hand.
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mutex>

#include "command/consent_data.h"
#include "command/watched_scan.h"
#include "e2e/temporary_folder.h"
#include "io/http/listener.h"
#include "io/store/sqlite_site_store.h"

namespace consentry::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::int64_t kDayMs = 86'400'000;

// shop.localhost, and tracker.localhost once it is planted there.
class Web {
 public:
  Web() {
    http::ListenerOptions options;
    options.threads = 2;
    listener_ = *http::Listener::start(
        options, [this](const http::Request& request) { return answer(request); });
  }
  [[nodiscard]] std::string origin() const { return "http://shop.localhost:" + port(); }
  void plant() {
    const std::scoped_lock guard(mutex_);
    planted_ = true;
  }

 private:
  [[nodiscard]] std::string port() const { return std::to_string(listener_->port()); }
  http::Response answer(const http::Request& request) {
    http::Response response;
    if (request.host == "tracker.localhost") {
      response.headers = {{"Content-Type", "text/javascript"}};
      response.body =
          "document.cookie = '_track=' + crypto.getRandomValues(new Uint32Array(4)).join('') + "
          "'; max-age=31536000';";
      return response;
    }
    if (request.path != "/") return http::plain_text(404, "Nothing is here.");
    response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                        {"Set-Cookie", "basket=small; Path=/"}};
    response.body = "<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1>";
    const std::scoped_lock guard(mutex_);
    if (planted_)
      response.body += "<script src='http://tracker.localhost:" + port() + "/t.js'></script>";
    return response;
  }
  std::mutex mutex_;
  bool planted_ = false;
  std::unique_ptr<http::Listener> listener_;
};

class WatchedSite : public ::testing::Test {
 protected:
  WatchedSite() {
    EXPECT_TRUE(ConsentData::open_or_create(data_));
    sites_.emplace(*SqliteSiteStore::open(data_ / "ledger.db", consent_migrations()));
    watches_ = *SqliteWatches::open(data_ / "ledger.db", consent_migrations());
    EXPECT_TRUE(sites_->add({"shop", {web_.origin()}, config(), now_}));
    EXPECT_TRUE(watches_->watch({"shop", "daily", "https://hooks.example/", "s", ""}, now_));
    settings_.program = CONSENTRY_PROGRAM;
    settings_.networks = {"127.0.0.0/8"};
  }
  static std::string config() {
    return R"({"site":"shop","owner":"Shop","languages":["en"],"categories":["necessary","statistics"],"services":[]})";
  }
  WatchedScan scan() {
    WatchedScanner scanner(settings_, *watches_, data_, [this] { return now_; });
    const auto fate = scanner.scan("shop");
    EXPECT_TRUE(fate) << fate.error().text();
    now_.milliseconds += kDayMs;
    return watches_->find("shop")->last.value_or(WatchedScan{});
  }
  std::string declaration() {
    const auto stored = sites_->declaration("shop");
    return stored ? stored->content : stored.error().text();
  }

  TemporaryFolder folder_;
  std::filesystem::path data_ = folder_.path() / "data";
  Web web_;
  UtcTime now_ = *parse_rfc3339("2026-11-23T09:00:00Z");
  WatchSettings settings_;
  std::optional<SqliteSiteStore> sites_;
  std::unique_ptr<SqliteWatches> watches_;
};

TEST_F(WatchedSite, APlantedTrackerRaisesOneAlertAndTurnsTheDeclarationWithinOneScan) {
  const WatchedScan first = scan();
  ASSERT_EQ(first.fate, ScanFate::done) << first.reason;
  EXPECT_THAT(*watches_->waiting(now_, 10), IsEmpty());
  EXPECT_THAT(declaration(), HasSubstr("basket"));
  EXPECT_THAT(declaration(), Not(HasSubstr("_track")));
  const std::string before = declaration();

  web_.plant();
  const WatchedScan second = scan();
  ASSERT_EQ(second.fate, ScanFate::done) << second.reason;
  EXPECT_EQ(second.alerts, 1);
  EXPECT_GT(second.changes, 0);
  EXPECT_THAT(declaration(), HasSubstr("_track"));

  const WatchedScan third = scan();
  ASSERT_EQ(third.fate, ScanFate::done) << third.reason;
  EXPECT_EQ(third.alerts, 0);
  const auto messages = watches_->waiting(now_, 10);
  ASSERT_EQ(messages->size(), 1U);
  EXPECT_THAT(messages->front().body, HasSubstr(R"("subject":"party:tracker.localhost")"));
}

TEST_F(WatchedSite, AnAddressThatIsNotPublicIsNotReachedUnlessItsNetworkIsNamed) {
  settings_.networks.clear();
  const WatchedScan refused = scan();
  EXPECT_EQ(refused.fate, ScanFate::failed);
  EXPECT_THAT(refused.reason, HasSubstr("not public"));
}

}  // namespace
}  // namespace consentry::e2e
