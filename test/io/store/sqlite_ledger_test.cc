// SPDX-License-Identifier: Apache-2.0
#include "io/store/sqlite_ledger.h"

#include <atomic>
#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "fakes/ledger_conformance.h"
#include "io/store/ledger_check.h"
#include "io/store/sqlite_holds.h"
#include "io/store/sqlite_ledger_writer.h"
#include "io/store/sqlite_store.h"

namespace consentry {
namespace {

struct SqliteMaker {
  StoreFolder folder;
  std::unique_ptr<Ledger> make() { return *SqliteLedger::open(options_in(folder), store_key()); }
};

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, LedgerConformance, SqliteMaker);

LedgerCheck checked(const StoreFolder& folder, std::string_view key = {}) {
  const auto view = SqliteLedgerView::open(folder.database());
  EXPECT_TRUE(view) << view.error().text();
  const auto check = check_ledger(**view, key);
  EXPECT_TRUE(check) << check.error().text();
  return *check;
}

// Runs SQL behind the ledger's back.
void tamper(const StoreFolder& folder, const std::string& sql) {
  auto database = Database::open(folder.database(), Database::Mode::create);
  ASSERT_TRUE(database);
  const Status done = database->run(sql);
  ASSERT_TRUE(done) << done.error().text();
}

class SqliteLedgerTest : public ::testing::Test {
 protected:
  void fill(unsigned count, unsigned first = 0) {
    const auto ledger = *SqliteLedger::open(options_in(folder_), store_key());
    for (unsigned who = first; who < first + count; ++who) {
      ledger->append(shop_entry(who), [this](const Result<Appended>& done) {
        kept_ += done && !done->repeated ? 1U : 0U;
      });
    }
  }
  StoreFolder folder_;
  std::atomic<unsigned> kept_{0};
};

TEST_F(SqliteLedgerTest, KeepsWhatWaitsBeforeItEnds) {
  fill(2'000);
  EXPECT_EQ(kept_, 2'000U);
  EXPECT_EQ(checked(folder_).size, 2'000U);
}

TEST_F(SqliteLedgerTest, GoesOnWhereItWasLeft) {
  fill(300);
  fill(300, 200);
  EXPECT_EQ(kept_, 500U);
  const LedgerCheck check = checked(folder_, store_key().verifier().text());
  EXPECT_EQ(check.size, 500U);
  EXPECT_THAT(check.problems, ::testing::IsEmpty());
}

// What one visitor can make the writer read is bounded, so a key is known for the latest records.
TEST_F(SqliteLedgerTest, LooksBackOnTheLatestRecordsOfAVisitorOnly) {
  const auto ledger = *SqliteLedger::open(options_in(folder_), store_key());
  for (int i = 0; i < 70; ++i) appended(*ledger, shop_entry(1, std::to_string(i)));
  EXPECT_TRUE(appended(*ledger, shop_entry(1, "69")).repeated);
  EXPECT_TRUE(appended(*ledger, shop_entry(1, "6")).repeated);
  EXPECT_FALSE(appended(*ledger, shop_entry(1, "5")).repeated);
  const auto records = *ledger->records_of("shop", visitor(1));
  ASSERT_EQ(records.size(), 71U);
  for (std::size_t i = 1; i < records.size(); ++i) EXPECT_EQ(records[i].head.previous, i - 1);
}

TEST_F(SqliteLedgerTest, GathersWhatArrivesTogetherInOneTransaction) {
  const auto ledger = *SqliteLedger::open(options_in(folder_), store_key());
  std::vector<std::thread> threads;
  for (unsigned part = 0; part < 4; ++part) {
    threads.emplace_back([&, part] {
      for (unsigned i = 0; i < 250; ++i)
        ledger->append(shop_entry(part * 1000 + i), [this](const Result<Appended>&) { ++kept_; });
    });
  }
  for (std::thread& thread : threads) thread.join();
  appended(*ledger, shop_entry(9999));
  EXPECT_EQ(kept_, 1'000U);
  EXPECT_LT(ledger->statistics().batches, 500U);
  EXPECT_EQ(ledger->statistics().jobs, 1'001U);
}

TEST_F(SqliteLedgerTest, RefusesMoreThanItsQueueHolds) {
  SqliteLedgerOptions options = options_in(folder_);
  options.queue = 0;
  const auto ledger = *SqliteLedger::open(options, store_key());
  ErrorKind kind = ErrorKind::internal;
  ledger->append(shop_entry(1), [&](const Result<Appended>& done) { kind = done.error().kind(); });
  EXPECT_EQ(kind, ErrorKind::exhausted);
}

TEST_F(SqliteLedgerTest, RefusesAnotherKey) {
  fill(1);
  const auto other = SqliteLedger::open(options_in(folder_), store_key(2));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind(), ErrorKind::conflict);
}

TEST_F(SqliteLedgerTest, RefusesTablesOfANewerProgram) {
  fill(1);
  tamper(folder_, "PRAGMA user_version = 99");
  EXPECT_EQ(SqliteLedger::open(options_in(folder_), store_key()).error().kind(),
            ErrorKind::unsupported);
}

TEST_F(SqliteLedgerTest, AFailedBatchLeavesNothingBehindAndTheNextOneWorks) {
  auto writer = *SqliteLedgerWriter::open(folder_.database(), ledger_migrations(), store_key());
  const std::vector<LedgerJob> first{AppendJob{shop_entry(1)}};
  ASSERT_TRUE(writer->write(first, {1000}));
  tamper(folder_,
         "CREATE TRIGGER full BEFORE INSERT ON record WHEN new.seq = 3 "
         "BEGIN SELECT raise(ABORT, 'disk full'); END");
  const std::vector<LedgerJob> three{AppendJob{shop_entry(2)}, AppendJob{shop_entry(3)},
                                     AppendJob{shop_entry(4)}};
  EXPECT_FALSE(writer->write(three, {2000}));
  EXPECT_EQ(checked(folder_).size, 1U);
  tamper(folder_, "DROP TRIGGER full");
  const auto again = writer->write(three, {3000});
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(std::get<Appended>(again->at(2)).index, 3U);
  EXPECT_THAT(checked(folder_).problems, ::testing::IsEmpty());
}

TEST_F(SqliteLedgerTest, NoticesEveryKindOfTampering) {
  const std::vector<std::string> crimes{
      "UPDATE record SET clicks = 9 WHERE seq = 77",
      "UPDATE record SET time = time - 1 WHERE seq = 0",
      "UPDATE record SET previous = 3 WHERE seq = 5",
      "UPDATE record SET leaf = zeroblob(32) WHERE seq = 4",
      "UPDATE shape SET tail = replace(tail, 'accept_all', 'custom')",
      "DELETE FROM record WHERE seq = 599",
      "DELETE FROM record WHERE seq = 10",
      "UPDATE record SET seq = 700 WHERE seq = 599",
      "UPDATE rollup SET count = count - 1",
      "UPDATE subtree SET hash = zeroblob(32) WHERE number = 1",
      "DELETE FROM subtree",
      "UPDATE log SET size = 599",
      "UPDATE log SET checkpoint = replace(checkpoint, '600', '601')",
  };
  for (const std::string& crime : crimes) {
    const StoreFolder folder;
    {
      auto writer = *SqliteLedgerWriter::open(folder.database(), ledger_migrations(), store_key());
      std::vector<LedgerJob> jobs;
      for (unsigned who = 0; who < 600; ++who) jobs.emplace_back(AppendJob{shop_entry(who)});
      ASSERT_TRUE(writer->write(jobs, {1763846801000}));
    }
    ASSERT_THAT(checked(folder).problems, ::testing::IsEmpty());
    tamper(folder, crime);
    EXPECT_FALSE(checked(folder).problems.empty()) << crime;
  }
}

TEST_F(SqliteLedgerTest, ErasedContentIsNoLongerInTheFile) {
  {
    const auto ledger = *SqliteLedger::open(options_in(folder_), store_key());
    appended(*ledger, shop_entry(0xABCDEF01));
    appended(*ledger, shop_entry(2));
    erased(*ledger, "shop", visitor(0xABCDEF01));
  }
  tamper(folder_, "PRAGMA wal_checkpoint(TRUNCATE)");
  std::ifstream file(folder_.database(), std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  EXPECT_EQ(bytes.find("\xAB\xCD\xEF\x01"), std::string::npos);
  EXPECT_NE(bytes.find(std::string_view("\0\0\0\x02", 4)), std::string::npos);
  const LedgerCheck check = checked(folder_);
  EXPECT_THAT(check.problems, ::testing::IsEmpty());
  EXPECT_EQ(check.erased, 1U);
}

TEST_F(SqliteLedgerTest, ErasesNothingOfASiteUnderAHoldUntilItIsReleased) {
  const auto ledger = *SqliteLedger::open(options_in(folder_), store_key());
  appended(*ledger, shop_entry(1));
  auto holds = *SqliteHolds::open(folder_.database(), ledger_migrations());
  ASSERT_TRUE(holds.hold({"shop", "case 12", {0}}));
  std::promise<ErrorKind> refused;
  ledger->erase("shop", visitor(1), [&](const Result<std::uint64_t>& gone) {
    refused.set_value(gone ? ErrorKind::internal : gone.error().kind());
  });
  EXPECT_EQ(refused.get_future().get(), ErrorKind::conflict);
  EXPECT_EQ(ledger->records_of("shop", visitor(1))->size(), 1U);
  ASSERT_TRUE(holds.release("shop"));
  EXPECT_EQ(erased(*ledger, "shop", visitor(1)), 1U);
}

TEST_F(SqliteLedgerTest, AnErasureThatAHoldForbidsLosesNothingOfTheSameTransaction) {
  const auto writer =
      *SqliteLedgerWriter::open(folder_.database(), ledger_migrations(), store_key());
  auto holds = *SqliteHolds::open(folder_.database(), ledger_migrations());
  ASSERT_TRUE(holds.hold({"shop", "case 12", {0}}));
  const std::vector<LedgerJob> jobs{AppendJob{shop_entry(1)}, EraseJob{"shop", visitor(1)},
                                    AppendJob{shop_entry(2)}};
  const auto outcomes = writer->write(jobs, {1763846801000});
  ASSERT_TRUE(outcomes);
  EXPECT_TRUE(std::holds_alternative<Appended>(outcomes->at(0)));
  EXPECT_TRUE(std::holds_alternative<SiteIsHeld>(outcomes->at(1)));
  EXPECT_EQ(std::get<Appended>(outcomes->at(2)).index, 1U);
}

TEST_F(SqliteLedgerTest, AStoredChoiceWithItsProofTakesAtMost240Bytes) {
  constexpr unsigned kMany = 20'000;
  fill(kMany);
  tamper(folder_, "PRAGMA wal_checkpoint(TRUNCATE)");
  EXPECT_LE(std::filesystem::file_size(folder_.database()) / kMany, 240U);
  RecordProperty("bytes", static_cast<int>(std::filesystem::file_size(folder_.database()) / kMany));
}

TEST(SqliteLedgerView, SaysThatThereIsNoLedger) {
  const StoreFolder folder;
  EXPECT_EQ(SqliteLedgerView::open(folder.database()).error().kind(), ErrorKind::not_found);
}

TEST(SqliteLedgerView, SaysThatAFileIsNoDatabase) {
  const StoreFolder folder;
  std::ofstream(folder.database()) << std::string(10'000, 'x');
  EXPECT_EQ(SqliteLedgerView::open(folder.database()).error().kind(), ErrorKind::corrupt);
}

}  // namespace
}  // namespace consentry
