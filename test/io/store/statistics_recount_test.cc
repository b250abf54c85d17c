// SPDX-License-Identifier: Apache-2.0
#include "io/store/statistics_recount.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/shop_choice.h"
#include "io/store/sqlite_database.h"
#include "io/store/sqlite_ledger_view.h"
#include "io/store/sqlite_ledger_writer.h"
#include "io/store/sqlite_store.h"

namespace consentry {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::int64_t kDayMs = 86'400'000;
// 2025-11-22, some time in the morning.
constexpr std::int64_t kFirst = 1763800000000;

class StatisticsRecountTest : public ::testing::Test {
 protected:
  // Ten visitors a day, on three days; visitor 0 to 9, 10 to 19, 20 to 29.
  void SetUp() override {
    auto writer = *SqliteLedgerWriter::open(folder_.database(), ledger_migrations(), store_key());
    const VisitTally none;
    for (unsigned day = 0; day < 3; ++day) {
      std::vector<LedgerJob> jobs;
      for (unsigned i = 0; i < 10; ++i)
        jobs.emplace_back(
            AppendJob{shop_entry(10 * day + i, "k", i < 4 ? Act::reject_all : Act::accept_all)});
      ASSERT_TRUE(writer->write(jobs, {kFirst + day * kDayMs}, &none));
    }
  }

  void erase(unsigned who) {
    auto writer = *SqliteLedgerWriter::open(folder_.database(), ledger_migrations(), store_key());
    const std::vector<LedgerJob> jobs{EraseJob{"shop", visitor(who)}};
    ASSERT_TRUE(writer->write(jobs, {kFirst + 5 * kDayMs}));
  }

  void tamper(const std::string& sql) {
    auto database = Database::open(folder_.database(), Database::Mode::create);
    ASSERT_TRUE(database);
    const Status done = database->run(sql);
    ASSERT_TRUE(done) << done.error().text();
  }

  Recount recount(std::string_view site = {}) {
    const auto recount = recount_statistics(folder_.database(), site);
    EXPECT_TRUE(recount) << recount.error().text();
    return *recount;
  }

  StoreFolder folder_;
};

TEST_F(StatisticsRecountTest, ProvesCountsWhoseRecordsAreKept) {
  const Recount all = recount();
  EXPECT_EQ(all.records, 30U);
  EXPECT_EQ(all.whole_days, 3U);
  EXPECT_EQ(all.partial_days, 0U);
  EXPECT_EQ(all.without_country, 0U);
  EXPECT_THAT(all.differences, IsEmpty());
  EXPECT_EQ(recount("shop").records, 30U);
  EXPECT_EQ(recount("other").records, 0U);
}

TEST_F(StatisticsRecountTest, NamesTheDayThatDiffers) {
  tamper("UPDATE rollup SET count = count + 1 WHERE day = 20415 AND act = 'accept_all'");
  EXPECT_THAT(recount().differences,
              ElementsAre("shop, 2025-11-23: 7 counted, 6 in the records: accept_all 111 en "
                          "0a1b2c3d"));
  EXPECT_THAT(recount("other").differences, IsEmpty());
}

TEST_F(StatisticsRecountTest, NoticesACountThatIsGoneAndOneThatWasMadeUp) {
  tamper("DELETE FROM rollup WHERE day = 20414 AND act = 'reject_all'");
  tamper("INSERT INTO rollup VALUES ('shop', 20499, 'accept_all', '111', 'en', '0a1b2c3d', 5)");
  EXPECT_THAT(recount().differences,
              ElementsAre(HasSubstr("2025-11-22: 0 counted, 4 in the records"),
                          HasSubstr("5 counted, 0 in the records"),
                          HasSubstr("2025-11-22: 10 choices counted by country, 6 by event")));
}

TEST_F(StatisticsRecountTest, CallsADayPartialWhenARecordOfItWasErased) {
  erase(15);
  const Recount after = recount();
  EXPECT_EQ(after.records, 29U);
  EXPECT_EQ(after.whole_days, 2U);
  EXPECT_EQ(after.partial_days, 1U);
  EXPECT_THAT(after.differences, IsEmpty());
  tamper("UPDATE rollup SET count = 4 WHERE day = 20415 AND act = 'accept_all'");
  EXPECT_THAT(recount().differences, Contains(HasSubstr("4 counted, 5 in the records")));
}

TEST_F(StatisticsRecountTest, KnowsNotOnWhichSideOfMidnightAnErasedRecordLay) {
  erase(10);
  EXPECT_EQ(recount().partial_days, 2U);
  EXPECT_THAT(recount().differences, IsEmpty());
}

TEST_F(StatisticsRecountTest, CallsEveryDayPartialOnceAllRecordsAreErased) {
  for (unsigned who = 0; who < 30; ++who) erase(who);
  EXPECT_EQ(recount().records, 0U);
  EXPECT_EQ(recount().partial_days, 3U);
  EXPECT_THAT(recount().differences, IsEmpty());
}

TEST_F(StatisticsRecountTest, CountsWhatACrashLeftWithoutCountryAndRefusesMoreThanThereIs) {
  tamper("UPDATE visit_rollup SET accepted = 4 WHERE kind = 'country' AND day = 20414");
  EXPECT_EQ(recount().without_country, 2U);
  EXPECT_THAT(recount().differences, IsEmpty());
  tamper("UPDATE visit_rollup SET accepted = 9 WHERE kind = 'country' AND day = 20414");
  EXPECT_THAT(recount().differences,
              ElementsAre("shop, 2025-11-22: 13 choices counted by country, 10 by event"));
}

// A database of the program before counts had language and notice.
TEST(StatisticsMigration, TellsLanguageAndNoticeOfCountsThatWereThere) {
  const StoreFolder folder;
  const auto steps = ledger_migrations();
  {
    auto database = Database::open(folder.database(), Database::Mode::create);
    ASSERT_TRUE(migrate(*database, steps.first(4)));
    const std::string tail = shop_entry(1).tail.text;
    ASSERT_TRUE(database->run(
        "INSERT INTO shape VALUES (1, 'shop', 'accept_all', '111', '" + tail +
        "', x'00');"
        "INSERT INTO record (seq, leaf, time, shape) VALUES (0, x'00', 1763800000000, 1),"
        "(1, x'00', 1763800000001, 1);"
        "INSERT INTO record (seq, leaf) VALUES (2, x'00');"
        "INSERT INTO rollup VALUES ('shop', 20414, 'accept_all', '111', 3)"));
  }
  EXPECT_EQ(recount_statistics(folder.database(), "").error().kind(), ErrorKind::unsupported);
  auto database = Database::open(folder.database(), Database::Mode::create);
  const Status done = migrate(*database, steps);
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(*database->number("SELECT sum(count) FROM rollup"), 3);
  EXPECT_EQ(*database->number("SELECT count FROM rollup WHERE language = 'en' AND notice = "
                              "'0a1b2c3d'"),
            2);
  EXPECT_EQ(*database->number("SELECT count FROM rollup WHERE language = ''"), 1);
  EXPECT_THAT(recount_statistics(folder.database(), "")->differences, IsEmpty());
}

// Countries and banners wait in memory; what a choice is counted by does not.
TEST(SqliteVisits, WaitForTheirTimeAndAreWrittenAtTheEnd) {
  const StoreFolder folder;
  SqliteLedgerOptions options = options_in(folder);
  options.gather = std::chrono::hours(1);
  const StatisticsQuery by_country{"shop", 0, 1'000'000, StatisticsBy::country};
  {
    const auto ledger = *SqliteLedger::open(options, store_key());
    LedgerEntry entry = shop_entry(1);
    entry.from = {"NL", Device::phone};
    ledger->append(entry, [](const Result<Appended>&) {});
    ledger->count_shown({"shop", "0a1b2c3d", "en", {"NL", Device::phone}});
  }
  const auto view = *SqliteLedgerView::open(folder.database());
  const auto groups = *view->groups(by_country);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].value, "NL");
  EXPECT_EQ(groups[0].counts, (EventCounts{1, 1, 0, 0, 0}));
}

TEST(SqliteVisits, OfAFailedBatchAreNotCounted) {
  const StoreFolder folder;
  auto writer = *SqliteLedgerWriter::open(folder.database(), ledger_migrations(), store_key());
  const auto run = [&](const std::string& sql) {
    auto database = Database::open(folder.database(), Database::Mode::create);
    ASSERT_TRUE(database->run(sql));
  };
  run("CREATE TRIGGER full BEFORE INSERT ON visit_rollup BEGIN SELECT raise(ABORT, 'full'); END");
  const std::vector<LedgerJob> jobs{AppendJob{shop_entry(1)}};
  VisitTally shown;
  shown.add_shown({"shop", "0a1b2c3d", "en", {}}, 20'414);
  EXPECT_FALSE(writer->write(jobs, {kFirst}, &shown));
  EXPECT_FALSE(writer->visits_wait());
  run("DROP TRIGGER full");
  ASSERT_TRUE(writer->write(jobs, {kFirst}));
  EXPECT_TRUE(writer->visits_wait());
  ASSERT_TRUE(writer->write({}, {kFirst}, &shown));
  EXPECT_FALSE(writer->visits_wait());
  const auto view = *SqliteLedgerView::open(folder.database());
  EXPECT_EQ(view->groups({"shop", 0, 1'000'000, StatisticsBy::device})->at(0).counts,
            (EventCounts{1, 1, 0, 0, 0}));
}

}  // namespace
}  // namespace consentry
