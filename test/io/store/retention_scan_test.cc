// SPDX-License-Identifier: Apache-2.0
#include "io/store/retention_scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/shop_choice.h"
#include "io/store/ledger_check.h"
#include "io/store/sqlite_ledger_writer.h"
#include "io/store/sqlite_store.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::int64_t kDay = 86'400'000;
constexpr std::int64_t kValid = 183 * kDay;  // of shop_notice()
constexpr std::int64_t kKept = 1000 * kDay;

LedgerEntry entry_of(const std::string& site, unsigned who) {
  Choice choice = shop_choice(who);
  Notice notice = shop_notice();
  choice.site = notice.site = site;
  return entry_for(choice, notice);
}

class Retention : public ::testing::Test {
 protected:
  StoreFolder folder_;
  std::unique_ptr<SqliteLedgerWriter> writer_ =
      *SqliteLedgerWriter::open(folder_.database(), ledger_migrations(), store_key());
  RetentionScan scan_ = *RetentionScan::open(folder_.database());

  void keep(const std::string& site, unsigned who, std::int64_t time) {
    const std::vector<LedgerJob> jobs{AppendJob{entry_of(site, who)}};
    ASSERT_TRUE(writer_->write(jobs, {time}));
  }
  std::uint64_t forget(std::vector<std::uint64_t> records) {
    const std::vector<LedgerJob> jobs{ForgetJob{std::move(records)}};
    return std::get<std::uint64_t>(writer_->write(jobs, {0})->front());
  }
  LedgerCheck check() { return *check_ledger(**SqliteLedgerView::open(folder_.database()), ""); }
};

TEST_F(Retention, EndsAfterValidityAndTheTimeOnTop) {
  keep("shop", 1, 0);
  keep("shop", 2, kDay);
  const auto expired_at = [&](std::int64_t now) {
    return scan_.look({{now}, kKept, {}}, 0)->records;
  };
  EXPECT_THAT(expired_at(kValid + kKept), IsEmpty()) << "on its last day";
  EXPECT_THAT(expired_at(kValid + kKept + 1), ElementsAre(0));
  EXPECT_THAT(expired_at(kValid + kKept + kDay + 1), ElementsAre(0, 1));
  EXPECT_TRUE(scan_.look({{kKept}, kKept, {}}, 0)->done);
}

TEST_F(Retention, LeavesHeldSitesAlone) {
  keep("shop", 1, 0);
  keep("bank", 2, 0);
  const RetentionRule rule{{kValid + kKept + kDay}, kKept, {"shop"}};
  EXPECT_THAT(scan_.look(rule, 0)->records, ElementsAre(1));
}

TEST_F(Retention, LeavesTheProofsOfAllOthersValid) {
  for (unsigned who = 0; who < 5; ++who) keep("shop", who, who * kDay);
  const auto found = scan_.look({{kValid + kKept + 2 * kDay + 1}, kKept, {}}, 0);
  EXPECT_EQ(forget(found->records), 3U);
  EXPECT_EQ(forget(found->records), 0U) << "they are gone already";
  EXPECT_THAT(check().problems, IsEmpty());
  EXPECT_EQ(check().erased, 3U);
  const auto view = *SqliteLedgerView::open(folder_.database());
  EXPECT_TRUE(view->records_of("shop", visitor(2))->empty());
  const auto records = *view->records_of("shop", visitor(3));
  ASSERT_EQ(records.size(), 1U);
  const auto receipt = receipt_for(*view, records.front());
  ASSERT_TRUE(receipt);
  EXPECT_EQ(check_receipt(*receipt, view->head()->key), ReceiptVerdict::proved);
}

TEST_F(Retention, GoesOnWhereItsLastLookEnded) {
  std::vector<LedgerJob> jobs;
  for (unsigned who = 0; who < 600; ++who) jobs.emplace_back(AppendJob{shop_entry(who)});
  ASSERT_TRUE(writer_->write(jobs, {0}));
  const RetentionRule rule{{kValid + kKept + 1}, kKept, {}};
  const auto first = scan_.look(rule, 0);
  EXPECT_FALSE(first->done);
  EXPECT_EQ(first->records.size(), 500U);
  const auto rest = scan_.look(rule, first->next);
  EXPECT_TRUE(rest->done);
  EXPECT_EQ(rest->records.size(), 100U);
}

}  // namespace
}  // namespace consentry
