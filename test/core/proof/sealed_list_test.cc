// SPDX-License-Identifier: Apache-2.0
#include "core/proof/sealed_list.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

const std::string kDigits(64, 'a');

TEST(SealedName, IsARelativePathOfPlainLetters) {
  for (const char* name : {"a", "scan/sites/shop.example-1a2b3c4d/before/events.ndjson",
                           "a b(1).txt", "..a/b..", "a/...", "~x"}) {
    EXPECT_TRUE(is_sealed_name(name)) << name;
  }
}

TEST(SealedName, LeadsNowhereElse) {
  for (const char* name : {"", "/etc/passwd", "..", "../a", "a/../b", "a/..", "./a", "a//b", "a/",
                           "a\\..\\b", "C:/a", "a\nb", "a\x7f", "caf\xc3\xa9"}) {
    EXPECT_FALSE(is_sealed_name(name)) << name;
  }
  EXPECT_FALSE(is_sealed_name(std::string_view("a\0b", 3)));
  EXPECT_TRUE(is_sealed_name(std::string(kMaxSealedName, 'a')));
  EXPECT_FALSE(is_sealed_name(std::string(kMaxSealedName + 1, 'a')));
}

TEST(SealedList, IsWhatSha256sumWrites) {
  const std::string text = sealed_list_text({{"abc.txt", sha256("abc")}});
  EXPECT_EQ(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc.txt\n");
  const auto read = parse_sealed_list(text);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->front().name, "abc.txt");
  EXPECT_EQ(read->front().digest, sha256("abc"));
}

TEST(SealedList, SaysWhichLineIsWrong) {
  const std::string good = kDigits + "  b\n";
  for (const std::string& bad :
       {kDigits + " *c\n", kDigits + "  ../c\n", kDigits + "  c", kDigits.substr(1) + "  c\n",
        std::string(64, 'A') + "  c\n", std::string("\n"), kDigits + "  a\n", good}) {
    const auto read = parse_sealed_list(good + bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_NE(read.error().text().find("line 2"), std::string::npos) << read.error().text();
  }
  EXPECT_TRUE(parse_sealed_list("")->empty());
}

TEST(SealedList, HasALimit) {
  EXPECT_EQ(parse_sealed_list(std::string(kMaxSealedListBytes + 1, 'a')).error().kind(),
            ErrorKind::exhausted);
}

}  // namespace
}  // namespace consentry
