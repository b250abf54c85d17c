// SPDX-License-Identifier: Apache-2.0
#include "core/proof/signed_note.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <vector>

#include "core/base/bytes.h"
#include "core/proof/checkpoint.h"

namespace consentry {
namespace {

// The example of the Go project's package golang.org/x/mod/sumdb/note.
constexpr std::string_view kForeignKey =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kForeignNote =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\xE2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    "\n";

SigningKey key_named(const std::string& name, std::uint8_t first = 1) {
  Ed25519Seed seed{};
  seed[0] = first;
  return *SigningKey::create(name, seed);
}

TEST(VerifierKey, ReadsAndChecksANoteOfAnotherImplementation) {
  const auto key = VerifierKey::parse(kForeignKey);
  ASSERT_TRUE(key) << key.error().text();
  EXPECT_EQ(key->name(), "PeterNeumann");
  EXPECT_EQ(key->text(), kForeignKey);
  const auto text = key->open(kForeignNote);
  ASSERT_TRUE(text) << text.error().text();
  EXPECT_TRUE(text->ends_with("what your problem is.\n"));
}

TEST(SigningKey, HasThePublicKeyOfRfc8032) {
  const auto bytes =
      *bytes_of_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  Ed25519Seed seed{};
  std::copy(bytes.begin(), bytes.end(), seed.begin());
  EXPECT_EQ(hex_of(SigningKey::create("log", seed)->verifier().bytes()),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
}

TEST(SignedNote, IsOpenedByItsKeyOnly) {
  const SigningKey key = key_named("log.example");
  const std::string note = *key.sign("a\nb\n");
  EXPECT_EQ(*key.verifier().open(note), "a\nb\n");
  EXPECT_EQ(*VerifierKey::parse(key.verifier().text())->open(note), "a\nb\n");
  EXPECT_EQ(key_named("log.example", 2).verifier().open(note).error().kind(), ErrorKind::corrupt);
  EXPECT_EQ(key_named("other.example").verifier().open(note).error().kind(), ErrorKind::corrupt);
}

TEST(SignedNote, MayCarrySignaturesOfOthers) {
  const SigningKey key = key_named("log.example");
  const std::string note = *key.sign("text\n");
  const std::string other = *key_named("witness.example", 9).sign("text\n");
  const std::string both = note + other.substr(other.find("\n\n") + 2);
  EXPECT_TRUE(key.verifier().open(both));
  EXPECT_TRUE(key_named("witness.example", 9).verifier().open(both));
}

TEST(SignedNote, EachChangedByteIsNoticed) {
  const SigningKey key = key_named("log.example");
  const std::string note = *key.sign("size 7\n");
  for (std::size_t i = 0; i < note.size(); ++i) {
    std::string changed = note;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(key.verifier().open(changed)) << "byte " << i;
  }
}

TEST(SignedNote, RefusesTextsThatAreNoLines) {
  const SigningKey key = key_named("log.example");
  for (const char* text : {"", "\n", "a", "a\r\n", "a\tb\n"}) EXPECT_FALSE(key.sign(text)) << text;
}

TEST(VerifierKey, RefusesWhatIsNone) {
  const std::string good(kForeignKey);
  for (const std::string& text :
       {std::string(), std::string("a+b"), good + "=", "X" + good, good.substr(0, good.size() - 4),
        std::string("a b") + good.substr(12), std::string("log+00000000+AAAA")}) {
    EXPECT_EQ(VerifierKey::parse(text).error().kind(), ErrorKind::invalid_input) << text;
  }
  EXPECT_FALSE(VerifierKey::create("a+b", {}));
  EXPECT_FALSE(VerifierKey::create("", {}));
}

TEST(Checkpoint, IsReadAsItIsWritten) {
  const SigningKey key = key_named("log.example");
  Checkpoint checkpoint{"log.example", 123, {}};
  checkpoint.root[5] = 7;
  const auto read = open_checkpoint(*sign_checkpoint(checkpoint, key), key.verifier());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->size, 123U);
  EXPECT_EQ(read->root, checkpoint.root);
  EXPECT_EQ(read->origin, "log.example");
}

TEST(Checkpoint, OfAnotherLogIsRefusedThoughItsKeySigned) {
  const SigningKey key = key_named("log.example");
  const std::string note = *sign_checkpoint({"other.example", 1, {}}, key);
  EXPECT_EQ(open_checkpoint(note, key.verifier()).error().kind(), ErrorKind::corrupt);
}

TEST(Checkpoint, RefusesWhatIsNone) {
  const std::string root = base64_of(Sha256{});
  for (const std::string& text :
       std::vector<std::string>{"", "o\n1\n", "o\n01\n" + root + "\n", "o\n-1\n" + root + "\n",
                                "\n1\n" + root + "\n", "o\n1\n" + root, "o\n1\nAAAA\n",
                                "o\n18446744073709551616\n" + root + "\n", "o\n\n" + root + "\n"}) {
    EXPECT_FALSE(parse_checkpoint(text)) << text;
  }
  EXPECT_TRUE(parse_checkpoint("o\n0\n" + root + "\nextension\n"));
}

}  // namespace
}  // namespace consentry
