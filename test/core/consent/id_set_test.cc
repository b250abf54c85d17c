// SPDX-License-Identifier: Apache-2.0
#include "core/consent/id_set.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

TEST(IdSet, ARangeIsItsIdsAtEveryBorderOfAWord) {
  for (int first = 1; first <= 130; ++first) {
    for (int last = first - 1; last <= 200; ++last) {
      IdSet at_once;
      at_once.insert_range(first, last);
      IdSet one_by_one;
      for (int id = first; id <= last; ++id) one_by_one.insert(id);
      ASSERT_EQ(at_once, one_by_one) << first << " to " << last;
    }
  }
}

TEST(IdSet, IdsOutsideTheirLimitsAreLeftOut) {
  IdSet set;
  set.insert_range(-5, 3);
  set.insert_range(65'534, 70'000);
  set.insert(0);
  EXPECT_EQ(set.ids(), (std::vector<int>{1, 2, 3, 65'534, 65'535}));
}

TEST(IdSet, RangesJoinNeighboursAndNothingElse) {
  IdSet set;
  for (const int id : {1, 2, 3, 5, 63, 64, 65, 200}) set.insert(id);
  EXPECT_EQ(set.ranges(), (std::vector<IdRange>{{1, 3}, {5, 5}, {63, 65}, {200, 200}}));
  EXPECT_TRUE(IdSet().ranges().empty());
}

TEST(IdSet, RangesNameTheSameIdsAsTheList) {
  std::uint64_t state = 7;
  for (int round = 0; round < 200; ++round) {
    IdSet set;
    for (int i = 0; i < round; ++i) {
      state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
      const int first = static_cast<int>(state >> 54U) + 1;
      set.insert_range(first, first + static_cast<int>(state >> 40U & 7U));
    }
    IdSet again;
    int end = -1;
    for (const IdRange& range : set.ranges()) {
      EXPECT_GT(range.first, end + 1);
      EXPECT_LE(range.first, range.last);
      again.insert_range(range.first, range.last);
      end = range.last;
    }
    EXPECT_EQ(again, set);
  }
}

}  // namespace
}  // namespace consentry
