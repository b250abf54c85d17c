// SPDX-License-Identifier: Apache-2.0
#include "io/store/sqlite_watches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/store/sqlite_site_store.h"
#include "io/store/sqlite_store.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::int64_t kDayMs = 86'400'000;
const UtcTime kNow{1'763'846'801'000};

class Watches : public ::testing::Test {
 protected:
  Watches() {
    for (const char* id : {"bank", "shop"})
      EXPECT_TRUE(sites_.add({id, {"https://" + std::string(id) + ".example"}, "{}", kNow}));
  }
  std::unique_ptr<SqliteWatches> open() {
    return *SqliteWatches::open(folder_.database(), ledger_migrations());
  }
  FinishedScan finished(std::uint64_t number, const std::string& site = "shop") {
    FinishedScan end;
    end.scan.number = number;
    end.scan.site = site;
    end.scan.finished = UtcTime{kNow.milliseconds + 60'000};
    end.scan.fate = ScanFate::done;
    end.scan.verdict = "pass";
    end.scan.folder = "scans/shop/" + std::to_string(number);
    end.memory = R"({"things":{}})";
    end.due = UtcTime{kNow.milliseconds + kDayMs};
    end.messages.push_back(
        {0, "m" + std::to_string(number), site, "mail", "body", end.scan.finished, 0});
    return end;
  }

  StoreFolder folder_;
  SqliteSiteStore sites_ = *SqliteSiteStore::open(folder_.database(), ledger_migrations());
  std::unique_ptr<SqliteWatches> watches_ = open();
};

TEST_F(Watches, AreKeptWithTheirNextTime) {
  ASSERT_TRUE(
      watches_->watch({"shop", " daily", "https://h.example/", "s3cret", "a@b.example"}, kNow));
  const auto entry = open()->find("shop");
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->order.schedule, "daily");
  EXPECT_EQ(entry->order.secret, "s3cret");
  EXPECT_EQ(entry->due, Schedule::parse("daily")->next("shop", kNow));
  EXPECT_FALSE(entry->last);
  EXPECT_EQ(watches_->list()->size(), 1U);
}

TEST_F(Watches, AreKeptWithTheirOwnWayOfScanning) {
  ASSERT_TRUE(watches_->watch({"shop", "daily", "", "", "", "us-ca", "es", 4}, kNow));
  EXPECT_EQ(open()->find("shop")->order.profile, "us-ca");
  EXPECT_EQ(open()->find("shop")->order.language, "es");
  EXPECT_EQ(open()->find("shop")->order.pages, 4U);
  ASSERT_TRUE(watches_->watch({"shop", "daily", "", "", ""}, kNow));
  EXPECT_EQ(watches_->find("shop")->order.profile, "");
  EXPECT_EQ(watches_->find("shop")->order.pages, 0U);
}

TEST_F(Watches, WantASiteThatIsThereAndAScheduleThatIsOne) {
  EXPECT_EQ(watches_->watch({"nope", "daily", "", "", ""}, kNow).error().kind(),
            ErrorKind::not_found);
  EXPECT_EQ(watches_->watch({"shop", "often", "", "", ""}, kNow).error().kind(),
            ErrorKind::invalid_input);
  EXPECT_EQ(watches_->unwatch("shop").error().kind(), ErrorKind::not_found);
  EXPECT_EQ(watches_->find("shop").error().kind(), ErrorKind::not_found);
  EXPECT_EQ(watches_->put_due("shop", kNow).error().kind(), ErrorKind::not_found);
}

TEST_F(Watches, AChangeKeepsTimeAndSecretUnlessTheyChangeThemselves) {
  ASSERT_TRUE(watches_->watch({"shop", "daily", "https://h.example/", "s3cret", ""}, kNow));
  ASSERT_TRUE(watches_->put_due("shop", UtcTime{7}));
  ASSERT_TRUE(watches_->watch({"shop", "daily", "https://i.example/", "", "a@b.example"}, kNow));
  EXPECT_EQ(watches_->find("shop")->due, UtcTime{7});
  EXPECT_EQ(watches_->find("shop")->order.secret, "s3cret");
  EXPECT_EQ(watches_->find("shop")->order.webhook, "https://i.example/");
  ASSERT_TRUE(watches_->watch({"shop", "weekly", "", "", ""}, kNow));
  EXPECT_EQ(watches_->find("shop")->due, Schedule::parse("weekly")->next("shop", kNow));
  EXPECT_EQ(watches_->find("shop")->order.secret, "") << "nothing to sign any more";
}

TEST_F(Watches, AreDueTheLongestWaitingFirst) {
  ASSERT_TRUE(watches_->watch({"shop", "daily", "", "", ""}, kNow));
  ASSERT_TRUE(watches_->watch({"bank", "daily", "", "", ""}, kNow));
  EXPECT_THAT(*watches_->due(kNow, 10), IsEmpty());
  ASSERT_TRUE(watches_->put_due("shop", UtcTime{kNow.milliseconds - 5}));
  ASSERT_TRUE(watches_->put_due("bank", kNow));
  EXPECT_THAT(*watches_->due(kNow, 10), ElementsAre("shop", "bank"));
  EXPECT_THAT(*watches_->due(kNow, 1), ElementsAre("shop"));
  EXPECT_EQ(**watches_->next_due(), UtcTime{kNow.milliseconds - 5});
}

TEST_F(Watches, AFinishedScanIsKeptWithItsMessagesInOneStep) {
  ASSERT_TRUE(watches_->watch({"shop", "daily", "", "", ""}, kNow));
  const auto number = watches_->begin("shop", kNow);
  ASSERT_TRUE(number);
  EXPECT_FALSE(watches_->find("shop")->last) << "it is under way";
  ASSERT_TRUE(watches_->finish(finished(*number)));
  const auto entry = watches_->find("shop");
  ASSERT_TRUE(entry->last);
  EXPECT_EQ(entry->last->fate, ScanFate::done);
  EXPECT_EQ(entry->last->started, kNow);
  EXPECT_EQ(entry->due, UtcTime{kNow.milliseconds + kDayMs});
  EXPECT_EQ(*watches_->memory("shop"), R"({"things":{}})");
  ASSERT_EQ(watches_->waiting(UtcTime{kNow.milliseconds + kDayMs}, 10)->size(), 1U);
  FinishedScan again = finished(*watches_->begin("shop", kNow));
  again.messages.front().id = "m" + std::to_string(*number);
  EXPECT_FALSE(watches_->finish(again)) << "an id of a message is never used twice";
  EXPECT_EQ(watches_->scans("shop", 10)->size(), 1U) << "nothing of it was kept";
}

TEST_F(Watches, ABrokenOffScanStaysDue) {
  ASSERT_TRUE(watches_->watch({"shop", "daily", "", "", ""}, kNow));
  ASSERT_TRUE(watches_->put_due("shop", kNow));
  ASSERT_TRUE(watches_->begin("shop", kNow));
  const auto restarted = open();
  EXPECT_EQ(*restarted->break_off_all(kNow), 1U);
  EXPECT_EQ(*restarted->break_off_all(kNow), 0U);
  EXPECT_THAT(*restarted->due(kNow, 10), ElementsAre("shop"));
  EXPECT_EQ(restarted->find("shop")->last->fate, ScanFate::broken_off);
}

TEST_F(Watches, EndWithTheirSiteAndTakeTheirMessagesAlong) {
  ASSERT_TRUE(watches_->watch({"shop", "daily", "", "", ""}, kNow));
  const auto number = watches_->begin("shop", kNow);
  ASSERT_TRUE(watches_->finish(finished(*number)));
  ASSERT_TRUE(sites_.remove("shop"));
  EXPECT_TRUE(watches_->list()->empty());
  EXPECT_EQ(*watches_->waiting_in_all(), 0U);
  ASSERT_TRUE(watches_->finish(finished(*watches_->begin("shop", kNow))));
  EXPECT_EQ(*watches_->waiting_in_all(), 0U) << "nobody wants to hear of it";
}

TEST_F(Watches, AMessageWaitsUntilItIsDroppedOrItsTimeComes) {
  ASSERT_TRUE(watches_->watch({"shop", "daily", "", "", ""}, kNow));
  ASSERT_TRUE(watches_->finish(finished(*watches_->begin("shop", kNow))));
  const UtcTime later{kNow.milliseconds + 120'000};
  const auto first = watches_->waiting(later, 10);
  ASSERT_EQ(first->size(), 1U);
  ASSERT_TRUE(watches_->postpone(first->front().number, UtcTime{later.milliseconds + 1}));
  EXPECT_TRUE(watches_->waiting(later, 10)->empty());
  const auto second = watches_->waiting(UtcTime{later.milliseconds + 1}, 10);
  ASSERT_EQ(second->size(), 1U);
  EXPECT_EQ(second->front().attempts, 1);
  EXPECT_EQ(second->front().id, first->front().id);
  ASSERT_TRUE(watches_->drop(second->front().number));
  EXPECT_EQ(*watches_->waiting_in_all(), 0U);
}

TEST_F(Watches, OldScansWithoutAFolderAreForgotten) {
  ASSERT_TRUE(watches_->watch({"shop", "hourly", "", "", ""}, kNow));
  for (std::size_t i = 0; i < kKeptScanRows + 5; ++i) {
    FinishedScan end = finished(*watches_->begin("shop", kNow));
    end.messages.clear();
    if (i != 0) end.scan.folder.clear();
    ASSERT_TRUE(watches_->finish(end));
  }
  EXPECT_EQ(watches_->scans("shop", 1000)->size(), kKeptScanRows + 1);
  ASSERT_EQ(watches_->kept("shop")->size(), 1U);
  ASSERT_TRUE(watches_->forget_folder(watches_->kept("shop")->front().number));
  EXPECT_TRUE(watches_->kept("shop")->empty());
}

}  // namespace
}  // namespace consentry
