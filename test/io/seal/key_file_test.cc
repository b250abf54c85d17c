// SPDX-License-Identifier: Apache-2.0
#include "io/seal/key_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace consentry {
namespace {

using ::testing::HasSubstr;

const std::string kFirst = "correct horse battery";
const std::string kSecond = "another officer's words";

std::string locked(const OpeningKey& key, const Passphrases& passphrases) {
  return *lock_key(key, passphrases, LockStrength::interactive);
}

TEST(KeyFile, OpensWithItsPassphrase) {
  const auto key = OpeningKey::create();
  const std::string text = locked(*key, {kFirst});
  const auto opened = unlock_key(text, {kFirst});
  ASSERT_TRUE(opened) << opened.error().text();
  EXPECT_EQ(opened->secret(), key->secret());
  EXPECT_EQ(unlock_key(text, {kSecond}).error().kind(), ErrorKind::corrupt);
  EXPECT_EQ(read_key_file(text)->sealing_key, key->sealing_key());
}

TEST(KeyFile, NeedsAllOfficersWhereItWasLockedByTwo) {
  const auto key = OpeningKey::create();
  const std::string text = locked(*key, {kFirst, kSecond});
  EXPECT_EQ(read_key_file(text)->passphrases, 2U);
  EXPECT_TRUE(unlock_key(text, {kFirst, kSecond}));
  EXPECT_THAT(unlock_key(text, {kFirst}).error().text(), HasSubstr("locked with 2 passphrases"));
  EXPECT_EQ(unlock_key(text, {kFirst, kFirst}).error().kind(), ErrorKind::corrupt);
}

TEST(KeyFile, RefusesPassphrasesThatAreNone) {
  const auto key = OpeningKey::create();
  EXPECT_FALSE(lock_key(*key, {}, LockStrength::interactive));
  EXPECT_FALSE(lock_key(*key, {"short"}, LockStrength::interactive));
  EXPECT_FALSE(lock_key(*key, Passphrases(kMaxPassphrases + 1, kFirst), LockStrength::interactive));
}

TEST(KeyFile, ShowsEachChange) {
  const auto key = OpeningKey::create();
  const std::string text = locked(*key, {kFirst});
  for (const char* line : {"public ", "operations ", "memory ", "salt ", "nonce ", "box "}) {
    std::string changed = text;
    char& c = changed[changed.find(line) + std::string_view(line).size()];
    c = c == 'A' || c == '1' ? '2' : (c >= '0' && c <= '9' ? '1' : 'A');
    EXPECT_FALSE(unlock_key(changed, {kFirst})) << line;
  }
  EXPECT_FALSE(read_key_file(text + "\n"));
  EXPECT_FALSE(read_key_file(text.substr(0, text.size() / 2)));
  EXPECT_EQ(read_key_file("consentry-mandate-key-2\n").error().kind(), ErrorKind::unsupported);
}

TEST(KeyFile, AsksNoMoreOfTheMachineThanItsLimits) {
  const auto key = OpeningKey::create();
  std::string text = locked(*key, {kFirst});
  const std::size_t at = text.find("memory ");
  text.replace(at, text.find('\n', at) - at, "memory 99999999999");
  EXPECT_EQ(unlock_key(text, {kFirst}).error().kind(), ErrorKind::invalid_input);
}

}  // namespace
}  // namespace consentry
