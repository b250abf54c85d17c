// SPDX-License-Identifier: Apache-2.0
#include "io/http/allowance_table.h"

#include <gtest/gtest.h>

namespace consentry::http {
namespace {

using namespace std::chrono_literals;

TEST(AllowanceTable, AdmitsSoManyInARowAndThenOneEachInterval) {
  AllowanceTable table(10s, 3, 1024);
  const auto start = AllowanceTable::Clock::time_point(1h);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(table.admits("one", start));
  EXPECT_FALSE(table.admits("one", start));
  EXPECT_FALSE(table.admits("one", start + 9s));
  EXPECT_TRUE(table.admits("one", start + 10s));
  EXPECT_FALSE(table.admits("one", start + 10s));
}

TEST(AllowanceTable, KeysShareAnAllowanceOnlyWhereTheyShareABucket) {
  AllowanceTable wide(1h, 1, 1U << 20U);
  AllowanceTable narrow(1h, 1, 1);
  const auto now = AllowanceTable::Clock::time_point(1h);
  EXPECT_TRUE(wide.admits("one", now));
  EXPECT_TRUE(wide.admits("two", now));
  EXPECT_TRUE(narrow.admits("one", now));
  EXPECT_FALSE(narrow.admits("two", now));
}

}  // namespace
}  // namespace consentry::http
