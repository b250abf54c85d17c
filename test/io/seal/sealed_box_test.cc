// SPDX-License-Identifier: Apache-2.0
#include "io/seal/sealed_box.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

SodiumCipher cipher() { return *SodiumCipher::create(); }

TEST(SealedBox, OpensWithItsKeyOnly) {
  const auto key = OpeningKey::create();
  const auto other = OpeningKey::create();
  const std::string box = *cipher().seal(key->sealing_key(), "who I am");
  EXPECT_EQ(*key->open(box), "who I am");
  EXPECT_EQ(other->open(box).error().kind(), ErrorKind::corrupt);
  EXPECT_EQ(box.find("who I am"), std::string::npos);
}

TEST(SealedBox, IsAnotherEachTime) {
  const auto key = OpeningKey::create();
  EXPECT_NE(*cipher().seal(key->sealing_key(), "x"), *cipher().seal(key->sealing_key(), "x"));
}

TEST(SealedBox, ShowsEachChangedByte) {
  const auto key = OpeningKey::create();
  const std::string box = *cipher().seal(key->sealing_key(), "abc");
  for (std::size_t i = 0; i < box.size(); ++i) {
    std::string changed = box;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(key->open(changed)) << i;
  }
  EXPECT_FALSE(key->open(""));
  EXPECT_FALSE(key->open(box.substr(1)));
}

TEST(SealedBox, TheSecretHalfGivesTheSameKeyAndIsWiped) {
  const auto key = OpeningKey::create();
  Secret32 secret = key->secret();
  const auto again = OpeningKey::from_secret(secret);
  EXPECT_EQ(again->sealing_key(), key->sealing_key());
  EXPECT_EQ(secret, Secret32{});
}

TEST(LockedBox, OpensWithItsKeyOnlyAndShowsEachChangedByte) {
  const Secret32 key = *cipher().random();
  const std::string box = *cipher().lock(key, "an address");
  EXPECT_EQ(*cipher().unlock(key, box), "an address");
  EXPECT_FALSE(cipher().unlock(*cipher().random(), box));
  EXPECT_FALSE(cipher().unlock(key, ""));
  for (std::size_t i = 0; i < box.size(); ++i) {
    std::string changed = box;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(cipher().unlock(key, changed)) << i;
  }
}

}  // namespace
}  // namespace consentry
