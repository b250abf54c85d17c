// SPDX-License-Identifier: Apache-2.0
#include "command/record_retention.h"

#include <future>
#include <gtest/gtest.h>

#include "command/consent_data.h"
#include "fakes/shop_choice.h"
#include "io/store/sqlite_store.h"

namespace consentry {
namespace {

constexpr std::int64_t kDay = 86'400'000;

class RecordRetentionTest : public ::testing::Test {
 protected:
  StoreFolder folder_;
  std::unique_ptr<SqliteLedger> ledger_ = *SqliteLedger::open(
      {folder_.database(), consent_migrations(), [] { return UtcTime{0}; }}, store_key());
  RecordRetention retention_ =
      *RecordRetention::open(folder_.database(), consent_migrations(), 60, {{0}, {}});
  // 183 days of validity, and 60 months of 30.44 days.
  UtcTime over_{(183 + 1827) * kDay};

  void append(unsigned who) {
    std::promise<bool> kept;
    ledger_->append(shop_entry(who),
                    [&](const Result<Appended>& done) { kept.set_value(done.has_value()); });
    ASSERT_TRUE(kept.get_future().get());
  }
  std::uint64_t run(UtcTime now, bool stopped = false) {
    const ClockReading reading{now, std::chrono::milliseconds(now.milliseconds)};
    return *retention_.run(*ledger_, reading, [stopped] { return stopped; });
  }
};

TEST_F(RecordRetentionTest, ForgetsWhatHasBeenKeptLongEnough) {
  for (unsigned who = 0; who < 3; ++who) append(who);
  EXPECT_EQ(run({(183 + 1826) * kDay}), 0U);
  EXPECT_EQ(run(over_, true), 0U) << "when the server stops";
  EXPECT_EQ(run(over_), 3U);
  EXPECT_EQ(run(over_), 0U);
  EXPECT_TRUE(ledger_->records_of("shop", visitor(1))->empty());
  EXPECT_EQ(ledger_->head()->size, 3U);
}

TEST_F(RecordRetentionTest, ForgetsNothingByAClockThatWasSetAhead) {
  append(1);
  const auto gone = retention_.run(*ledger_, {over_, {}}, [] { return false; });
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().kind(), ErrorKind::unavailable);
  EXPECT_EQ(ledger_->records_of("shop", visitor(1))->size(), 1U);
}

TEST_F(RecordRetentionTest, WaitsADayWhenItStartsLongAfterTheNewestRecord) {
  append(1);
  auto restarted =
      *RecordRetention::open(folder_.database(), consent_migrations(), 60, {over_, {}});
  const auto never = [] { return false; };
  EXPECT_FALSE(restarted.run(*ledger_, {over_, {}}, never));
  const UtcTime tomorrow{over_.milliseconds + kDay};
  EXPECT_EQ(*restarted.run(*ledger_, {tomorrow, std::chrono::days{1}}, never), 1U);
}

TEST_F(RecordRetentionTest, WaitsWhileASiteIsHeld) {
  append(1);
  auto holds = *SqliteHolds::open(folder_.database(), consent_migrations());
  ASSERT_TRUE(holds.hold({"shop", "case 12", {0}}));
  EXPECT_EQ(run(over_), 0U);
  EXPECT_EQ(ledger_->records_of("shop", visitor(1))->size(), 1U);
  ASSERT_TRUE(holds.release("shop"));
  EXPECT_EQ(run(over_), 1U);
}

}  // namespace
}  // namespace consentry
