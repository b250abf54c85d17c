// SPDX-License-Identifier: Apache-2.0
#include "core/consent/us_privacy.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

TEST(UsPrivacy, ReadsItsThreeAnswers) {
  const auto read = read_us_privacy("1YN-", Strictness::strict);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->notice, 'Y');
  EXPECT_EQ(read->opt_out_sale, 'N');
  EXPECT_EQ(read->lspa_covered, '-');
}

TEST(UsPrivacy, ThatDoesNotApplyIsWellFormed) {
  EXPECT_TRUE(read_us_privacy("1---", Strictness::strict));
}

TEST(UsPrivacy, AnUnknownVersionIsNamedAndTheAnswersAreKept) {
  const auto read = read_us_privacy("2YYN", Strictness::lenient);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->opt_out_sale, 'Y');
  ASSERT_EQ(read->problems.size(), 1U);
  EXPECT_EQ(read->problems[0].where, "version");
  EXPECT_FALSE(read_us_privacy("2YYN", Strictness::strict));
}

TEST(UsPrivacy, LettersThatItDoesNotKnowAreNamedByTheirPlace) {
  const auto read = read_us_privacy("1yX ", Strictness::lenient);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->problems.size(), 3U);
  EXPECT_EQ(read->problems[1].where, "optOutSale");
  EXPECT_EQ(read->problems[1].character, 2U);
  EXPECT_EQ(read->notice, 'Y');
  EXPECT_EQ(read->opt_out_sale, '?');
}

TEST(UsPrivacy, RefusesWhatIsNoSuchString) {
  for (const char* bad : {"", "1", "1YN", "1YNNN", "YNNY", "null"}) {
    EXPECT_FALSE(read_us_privacy(bad, Strictness::lenient)) << bad;
  }
}

}  // namespace
}  // namespace consentry
