// SPDX-License-Identifier: Apache-2.0
// Dates in the browser's cache: which of them tell profiles apart.
#include "core/classify/cache_date.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

IdentifierStrength strength(const std::vector<ProfileValues>& profiles) {
  return judge_cache_dates(profiles).strength;
}

TEST(CacheDate, FarApartBetweenProfilesIdentifies) {
  const std::vector<ProfileValues> apart{{"Tue, 03 Mar 2009 10:00:00 GMT"},
                                         {"Fri, 17 Aug 2001 03:12:44 GMT"}};
  const IdentifierAnswer answer = judge_cache_dates(apart);
  EXPECT_EQ(answer.strength, IdentifierStrength::strong);
  EXPECT_EQ(answer.reason,
            "constant within each of 2 profiles, and at least 2755 days apart between them");
}

TEST(CacheDate, OfTheSameFileOrOfCopiesIsNone) {
  EXPECT_EQ(strength({{"Tue, 03 Mar 2009 10:00:00 GMT"}, {"Tue, 03 Mar 2009 10:00:00 GMT"}}),
            IdentifierStrength::none);
  EXPECT_EQ(strength({{"Tue, 03 Mar 2009 10:00:00 GMT"}, {"Thu, 05 Mar 2009 18:30:00 GMT"}}),
            IdentifierStrength::none);
  EXPECT_EQ(strength({{"Tue, 03 Mar 2009 10:00:00 GMT"},
                      {"Fri, 17 Aug 2001 03:12:44 GMT"},
                      {"Tue, 03 Mar 2009 10:00:00 GMT"}}),
            IdentifierStrength::none)
      << "two of three profiles have the same";
}

TEST(CacheDate, OfOneProfileOrThatChangesWithinOneIsNone) {
  EXPECT_EQ(strength({{"Tue, 03 Mar 2009 10:00:00 GMT"}}), IdentifierStrength::none);
  EXPECT_EQ(strength({{"Tue, 03 Mar 2009 10:00:00 GMT", "Tue, 03 Mar 2015 10:00:00 GMT"},
                      {"Fri, 17 Aug 2001 03:12:44 GMT"}}),
            IdentifierStrength::none);
  EXPECT_EQ(strength({}), IdentifierStrength::none);
}

TEST(CacheDate, ThatIsNoDateIsComparedAsAnyValue) {
  EXPECT_EQ(strength({{"kq83hf82hfk2zz9x"}, {"u6r2b8n4c1d7yy0w"}}), IdentifierStrength::strong);
  EXPECT_EQ(strength({{"kq83hf82hfk2zz9x"}, {"kq83hf82hfk2zz9x"}}), IdentifierStrength::none);
}

}  // namespace
}  // namespace consentry
