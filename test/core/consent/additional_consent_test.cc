// SPDX-License-Identifier: Apache-2.0
#include "core/consent/additional_consent.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

using Ids = std::vector<int>;

TEST(AdditionalConsent, ReadsVersion1) {
  const auto read = read_additional_consent("1~1.35.41.101", Strictness::strict);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->version, 1);
  EXPECT_EQ(read->consented.ids(), (Ids{1, 35, 41, 101}));
  EXPECT_TRUE(read->disclosed.empty());
}

TEST(AdditionalConsent, ReadsVersion2WithDisclosedProviders) {
  const auto read = read_additional_consent("2~1.35~dv.9.21.81", Strictness::strict);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->consented.ids(), (Ids{1, 35}));
  EXPECT_EQ(read->disclosed.ids(), (Ids{9, 21, 81}));
}

TEST(AdditionalConsent, RefusingAllIsWellFormed) {
  for (const char* refused : {"1~", "2~~dv.", "2~~dv.7", "2~7~dv"}) {
    EXPECT_TRUE(read_additional_consent(refused, Strictness::strict)) << refused;
  }
}

struct Wrong {
  const char* text;
  const char* where;
  std::size_t character;
  const char* says;
};

class WrongAdditionalConsent : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongAdditionalConsent, IsReadAndSaysWhereAndWhy) {
  const Wrong& wrong = GetParam();
  const auto read = read_additional_consent(wrong.text, Strictness::lenient);
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_FALSE(read->problems.empty());
  EXPECT_EQ(read->problems[0].where, wrong.where);
  EXPECT_EQ(read->problems[0].character, wrong.character);
  EXPECT_NE(read->problems[0].text.find(wrong.says), std::string::npos) << read->problems[0].text;
  EXPECT_FALSE(read_additional_consent(wrong.text, Strictness::strict));
}

INSTANTIATE_TEST_SUITE_P(Strings, WrongAdditionalConsent,
                         ::testing::Values(Wrong{"1~1.x.3", "consented", 4, "no provider id"},
                                           Wrong{"1~1..3", "consented", 4, "empty place"},
                                           Wrong{"1~1.3.", "consented", 6, "empty place"},
                                           Wrong{"1~0.3", "consented", 2, "no provider id"},
                                           Wrong{"1~03", "consented", 2, "no provider id"},
                                           Wrong{"1~5.-6", "consented", 4, "no provider id"},
                                           Wrong{"1~70000", "consented", 2, "no provider id"},
                                           Wrong{"1~99999999999999999999", "consented", 2,
                                                 "no provider id"},
                                           Wrong{"1~4.9.4", "consented", 6, "twice"},
                                           Wrong{"1~4~dv.9", "", 4, "more parts"},
                                           Wrong{"2~4", "disclosed", 3, "missing"},
                                           Wrong{"2~4~9", "disclosed", 4, "dv."},
                                           Wrong{"2~4~dv.4", "disclosed", 4, "consented too"},
                                           Wrong{"2~4~dv.5~6", "", 9, "more parts"}));

TEST(AdditionalConsent, KeepsWhatItCouldReadOfAWrongString) {
  const auto read = read_additional_consent("2~1.x.35~dv.9.y.21", Strictness::lenient);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->consented.ids(), (Ids{1, 35}));
  EXPECT_EQ(read->disclosed.ids(), (Ids{9, 21}));
  EXPECT_EQ(read->problems.size(), 2U);
}

TEST(AdditionalConsent, RefusesWhatIsNoSuchString) {
  for (const char* bad :
       {"", "~", "1", "1.2.3", "x~1", "-1~1", "DBABMA~CPXx", "3~1", "0~1", "1111~1"}) {
    EXPECT_FALSE(read_additional_consent(bad, Strictness::lenient)) << bad;
  }
  EXPECT_FALSE(
      read_additional_consent("1~" + std::string(kMaxConsentString, '1'), Strictness::lenient));
}

}  // namespace
}  // namespace consentry
