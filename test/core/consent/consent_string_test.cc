// SPDX-License-Identifier: Apache-2.0
#include "core/consent/consent_string.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

TEST(ConsentStringKind, IsToldByTheFormAlone) {
  const auto is = [](std::string_view text, const auto& kind) {
    const auto read = read_consent_string(text, Strictness::lenient);
    return read && std::holds_alternative<std::decay_t<decltype(kind)>>(*read);
  };
  EXPECT_TRUE(is("COwWHt-OwWHt-DNACOENAXCAANDAAEkAAAAAFpQBQABAAGgAQABIBXgFpAK_ABAK-ACCAAwAIAAk",
                 TcString{}));
  EXPECT_TRUE(is("DBABLA~BVQVAAAAAg.QA", GppString{}));
  EXPECT_TRUE(is("DBAA", GppString{}));
  EXPECT_TRUE(is("1~1.35.41", AdditionalConsent{}));
  EXPECT_TRUE(is("1YNN", UsPrivacy{}));
}

TEST(ConsentStringKind, OfOtherTextIsAnErrorThatSaysWhatIsKnown) {
  for (const char* other : {"", " ", "hello", "{}", "YNNY", "1YNNN", "tcf", "~", "\xff\xfe"}) {
    const auto read = read_consent_string(other, Strictness::lenient);
    ASSERT_FALSE(read) << other;
    EXPECT_EQ(read.error().kind(), ErrorKind::invalid_input) << other;
  }
}

TEST(ConsentStringKind, AStringOfTheFirstTcfIsCalledByItsVersion) {
  const auto read = read_consent_string("BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA", Strictness::lenient);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().text().find("version 1"), std::string::npos) << read.error().text();
}

TEST(ConsentStringKind, StrictRefusesWhatLenientReadsWithProblems) {
  const auto lenient = read_consent_string("1YXN", Strictness::lenient);
  ASSERT_TRUE(lenient);
  EXPECT_EQ(problems_of(*lenient).size(), 1U);
  const auto strict = read_consent_string("1YXN", Strictness::strict);
  ASSERT_FALSE(strict);
  EXPECT_EQ(strict.error().kind(), ErrorKind::corrupt);
  EXPECT_NE(strict.error().text().find("character 3"), std::string::npos);
}

TEST(TcStringPlaces, PointAtTheCharacterWhereTheFieldBegins) {
  // isServiceSpecific is bit 138 of the core: the first bit of its 24th character.
  const auto read =
      read_tc_string("COwWHt-OwWHt-DNACOENAXCAANDAAEkAAAAAFpQBQABAAGgAQABIBXgFpAK_ABAK-ACCAAwAIAAk",
                     Strictness::lenient);
  ASSERT_TRUE(read);
  ASSERT_FALSE(read->problems.empty());
  EXPECT_EQ(read->problems[0].where, "core.isServiceSpecific");
  EXPECT_EQ(read->problems[0].bit, 138U);
  EXPECT_EQ(read->problems[0].character, 23U);
}

}  // namespace
}  // namespace consentry
