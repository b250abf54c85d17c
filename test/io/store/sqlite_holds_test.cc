// SPDX-License-Identifier: Apache-2.0
#include "io/store/sqlite_holds.h"

#include <gtest/gtest.h>

#include "io/store/sqlite_store.h"

namespace consentry {
namespace {

class Holds : public ::testing::Test {
 protected:
  StoreFolder folder_;
  SqliteHolds holds_ = *SqliteHolds::open(folder_.database(), ledger_migrations());
};

TEST_F(Holds, AreKeptUntilTheyAreReleased) {
  EXPECT_TRUE(holds_.list()->empty());
  ASSERT_TRUE(holds_.hold({"shop", "case 12", {1000}}));
  ASSERT_TRUE(holds_.hold({"bank", "case 13", {2000}}));
  const auto other = *SqliteHolds::open(folder_.database(), ledger_migrations());
  const auto all = other.list();
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ(all->front().site, "bank");
  EXPECT_EQ(all->back().reason, "case 12");
  EXPECT_EQ(all->back().since.milliseconds, 1000);
  ASSERT_TRUE(holds_.release("shop"));
  EXPECT_EQ(holds_.list()->size(), 1U);
}

TEST_F(Holds, NeedAReasonAndAreSetOnce) {
  EXPECT_EQ(holds_.hold({"shop", "", {}}).error().kind(), ErrorKind::invalid_input);
  EXPECT_EQ(holds_.hold({"shop", std::string(1001, 'x'), {}}).error().kind(),
            ErrorKind::invalid_input);
  ASSERT_TRUE(holds_.hold({"shop", "first", {}}));
  EXPECT_EQ(holds_.hold({"shop", "second", {}}).error().kind(), ErrorKind::conflict);
  EXPECT_EQ(holds_.list()->front().reason, "first");
  EXPECT_EQ(holds_.release("other").error().kind(), ErrorKind::not_found);
}

}  // namespace
}  // namespace consentry
