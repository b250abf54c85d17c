// SPDX-License-Identifier: Apache-2.0
#include "core/proof/merkle_tree.h"

#include <gtest/gtest.h>

#include "core/proof/known_tree.h"

namespace consentry {
namespace {

TEST(MerkleTree, HasTheRootsOfTheKnownTrees) {
  CompactTree tree;
  TreeHasher hasher;
  EXPECT_EQ(to_hex(tree.root()), kKnownRoots[0]);
  for (std::size_t i = 0; i < known_leaves().size(); ++i) {
    tree.append(hasher.leaf(known_leaves()[i]));
    EXPECT_EQ(to_hex(tree.root()), kKnownRoots[i + 1]) << i + 1 << " leaves";
  }
  EXPECT_EQ(tree.size(), 8U);
}

TEST(MerkleTree, ALeafNeverHashesLikeANode) {
  TreeHasher hasher;
  const Sha256 left = hasher.leaf("left");
  const Sha256 right = hasher.leaf("right");
  const std::string both =
      std::string(left.begin(), left.end()) + std::string(right.begin(), right.end());
  EXPECT_NE(hasher.leaf(both), hasher.node(left, right));
}

TEST(MerkleTree, TellsWhichSubtreesALeafCompletes) {
  CompactTree tree;
  TreeHasher hasher;
  for (int i = 0; i < 7; ++i) tree.append(hasher.leaf("x"));
  const auto completed = tree.append(hasher.leaf("x"));
  ASSERT_EQ(completed.size(), 4U);
  EXPECT_EQ(completed[0].index, 7U);
  EXPECT_EQ(completed[1].index, 3U);
  EXPECT_EQ(completed[3].level, 3U);
  EXPECT_EQ(completed[3].index, 0U);
  EXPECT_EQ(completed[3].hash, tree.root());
}

TEST(MerkleTree, GoesOnFromItsPeaks) {
  CompactTree tree;
  TreeHasher hasher;
  for (int i = 0; i < 300; ++i) {
    auto restored = CompactTree::restore(tree.size(), tree.peaks());
    ASSERT_TRUE(restored);
    restored->append(hasher.leaf(std::to_string(i)));
    tree.append(hasher.leaf(std::to_string(i)));
    EXPECT_EQ(restored->root(), tree.root());
  }
}

TEST(MerkleTree, RefusesPeaksThatDoNotFitTheSize) {
  EXPECT_EQ(CompactTree::restore(3, {Sha256{}}).error().kind(), ErrorKind::corrupt);
  EXPECT_EQ(CompactTree::restore(0, {Sha256{}}).error().kind(), ErrorKind::corrupt);
  EXPECT_TRUE(CompactTree::restore(4, {Sha256{}}));
}

}  // namespace
}  // namespace consentry
