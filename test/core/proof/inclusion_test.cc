// SPDX-License-Identifier: Apache-2.0
#include "core/proof/inclusion.h"

#include <gtest/gtest.h>

#include "core/proof/known_tree.h"

namespace consentry {
namespace {

constexpr std::uint64_t kLeaves = 70;

class Proofs : public ::testing::Test {
 protected:
  WholeTree tree_{kLeaves};
  NodeSource source_ = tree_.source();
};

TEST_F(Proofs, EveryLeafIsProvedInEveryTree) {
  for (std::uint64_t size = 1; size <= kLeaves; ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(index, size, source_);
      ASSERT_TRUE(proof) << proof.error().text();
      EXPECT_TRUE(proves_inclusion(tree_.leaf(index), index, size, *proof, tree_.root(size)));
    }
  }
}

TEST_F(Proofs, AnInclusionProofHoldsForNothingElse) {
  for (const std::uint64_t size : {2U, 7U, 8U, 33U}) {
    for (std::uint64_t index = 0; index < size; ++index) {
      auto proof = *inclusion_proof(index, size, source_);
      const Sha256 leaf = tree_.leaf(index);
      const Sha256 root = tree_.root(size);
      EXPECT_FALSE(proves_inclusion(tree_.leaf(index ^ 1U), index, size, proof, root));
      EXPECT_FALSE(proves_inclusion(leaf, index ^ 1U, size, proof, root));
      EXPECT_FALSE(proves_inclusion(leaf, index, size, proof, tree_.root(size + 1)));
      EXPECT_FALSE(proves_inclusion(leaf, size, size, proof, root));
      proof.push_back(leaf);
      EXPECT_FALSE(proves_inclusion(leaf, index, size, proof, root));
      proof.resize(proof.size() - 2);
      EXPECT_FALSE(proves_inclusion(leaf, index, size, proof, root));
    }
  }
}

TEST_F(Proofs, EveryTreeIsConsistentWithEachLaterOne) {
  for (std::uint64_t later = 1; later <= kLeaves; ++later) {
    for (std::uint64_t earlier = 1; earlier <= later; ++earlier) {
      const auto proof = consistency_proof(earlier, later, source_);
      ASSERT_TRUE(proof);
      EXPECT_TRUE(
          proves_consistency(earlier, tree_.root(earlier), later, tree_.root(later), *proof))
          << earlier << " in " << later;
    }
  }
}

TEST_F(Proofs, ARewrittenTreeIsNotConsistent) {
  WholeTree other(5);
  other.add(TreeHasher().leaf("another sixth leaf"));
  for (std::uint64_t later = 7; later < kLeaves; ++later) {
    const auto proof = *consistency_proof(6, later, source_);
    EXPECT_FALSE(proves_consistency(6, other.root(6), later, tree_.root(later), proof));
    auto shorter = proof;
    shorter.pop_back();
    EXPECT_FALSE(proves_consistency(6, tree_.root(6), later, tree_.root(later), shorter));
    shorter = proof;
    shorter.push_back(proof.front());
    EXPECT_FALSE(proves_consistency(6, tree_.root(6), later, tree_.root(later), shorter));
  }
}

TEST_F(Proofs, AreRefusedForLeavesThatAreNotThere) {
  EXPECT_EQ(inclusion_proof(3, 3, source_).error().kind(), ErrorKind::invalid_input);
  EXPECT_EQ(inclusion_proof(0, 0, source_).error().kind(), ErrorKind::invalid_input);
  EXPECT_EQ(consistency_proof(0, 3, source_).error().kind(), ErrorKind::invalid_input);
  EXPECT_EQ(consistency_proof(4, 3, source_).error().kind(), ErrorKind::invalid_input);
  EXPECT_EQ(inclusion_proof(0, kLeaves + 60, source_).error().kind(), ErrorKind::not_found);
}

TEST(KnownTree, HasTheKnownInclusionProof) {
  WholeTree tree(0);
  for (const std::string& leaf : known_leaves()) tree.add(TreeHasher().leaf(leaf));
  // Leaf 0 of 8, as certificate transparency's reference implementation gives it.
  const auto proof = *inclusion_proof(0, 8, tree.source());
  ASSERT_EQ(proof.size(), 3U);
  EXPECT_EQ(to_hex(proof[0]), "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7");
  EXPECT_EQ(to_hex(proof[1]), "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e");
  EXPECT_EQ(to_hex(proof[2]), "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
}

}  // namespace
}  // namespace consentry
