// SPDX-License-Identifier: Apache-2.0
#include "core/proof/log_proof.h"

#include <gtest/gtest.h>

#include "core/proof/known_tree.h"

namespace consentry {
namespace {

constexpr std::string_view kEntry = "an entry";

SigningKey log_key(std::uint8_t first = 1) { return *SigningKey::create("log.example", {first}); }

LogProof good_proof() {
  WholeTree tree(20);
  tree.add(TreeHasher().leaf(kEntry));
  tree.add(TreeHasher().leaf("another"));
  return {20, *inclusion_proof(20, 22, tree.source()),
          *sign_checkpoint({"log.example", 22, tree.root(22)}, log_key())};
}

TEST(LogProof, ReadsBackAndLeadsToTheRoot) {
  const auto read = parse_log_proof(log_proof_text(good_proof()));
  ASSERT_TRUE(read);
  const auto head = check_log_proof(*read, kEntry, log_key().verifier());
  ASSERT_TRUE(head) << head.error().text();
  EXPECT_EQ(head->size, 22U);
}

TEST(LogProof, HasTheFormThatOthersRead) {
  const std::string text = log_proof_text(good_proof());
  EXPECT_TRUE(text.starts_with("c2sp.org/tlog-proof@v1\nindex 20\n"));
  EXPECT_NE(text.find("\n\nlog.example\n22\n"), std::string::npos);
  std::string extra = text;
  extra.insert(extra.find("index"), "extra YWJj\n");
  EXPECT_EQ(log_proof_text(*parse_log_proof(extra)), text);
}

TEST(LogProof, IsNoneForAnotherEntryKeyOrPlace) {
  LogProof proof = good_proof();
  EXPECT_FALSE(check_log_proof(proof, "another", log_key().verifier()));
  EXPECT_FALSE(check_log_proof(proof, kEntry, log_key(2).verifier()));
  proof.index = 21;
  EXPECT_FALSE(check_log_proof(proof, kEntry, log_key().verifier()));
  proof = good_proof();
  proof.hashes.pop_back();
  EXPECT_FALSE(check_log_proof(proof, kEntry, log_key().verifier()));
}

TEST(LogProof, RefusesWhatIsNone) {
  const std::string text = log_proof_text(good_proof());
  for (std::size_t length = 0; length + 200 < text.size(); length += 7) {
    EXPECT_FALSE(parse_log_proof(text.substr(0, length))) << length;
  }
  std::string padded = text;
  padded.insert(padded.find("20"), "0");
  EXPECT_FALSE(parse_log_proof(padded));
  EXPECT_FALSE(parse_log_proof("c2sp.org/tlog-proof@v2" + text.substr(22)));
  EXPECT_FALSE(parse_log_proof(std::string(kMaxLogProofBytes + 1, 'a')));
}

TEST(LogKey, IsReadByOpensslAsPem) {
  const std::string pem = public_key_pem(log_key().verifier());
  EXPECT_TRUE(pem.starts_with("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA")) << pem;
  EXPECT_EQ(pem.size(), 113U);
}

}  // namespace
}  // namespace consentry
