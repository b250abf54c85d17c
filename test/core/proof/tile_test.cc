// SPDX-License-Identifier: Apache-2.0
#include "core/proof/tile.h"

#include <gtest/gtest.h>

#include "core/proof/known_tree.h"

namespace consentry {
namespace {

TEST(TilePath, IsThatOfTheSpecification) {
  EXPECT_EQ(tile_path({0, 1234067, 256}), "0/x001/x234/067");
  EXPECT_EQ(tile_path({1, 5, 8}), "1/005.p/8");
  EXPECT_EQ(parse_tile_path("0/x001/x234/067"), (TileId{0, 1234067, 256}));
  EXPECT_EQ(parse_tile_path("1/005.p/8"), (TileId{1, 5, 8}));
}

TEST(TilePath, HasOneSpellingOnly) {
  for (const char* path : {"",          "0",
                           "0/",        "0/5",
                           "0/0005",    "0/x000/005",
                           "8/005",     "-1/005",
                           "0/005.p/0", "0/005.p/256",
                           "0/005.p/",  "0/005.p",
                           "0/005/",    "00/005",
                           "0/x1/005",  "0/005.p/08",
                           "0/+05",     "0/x001",
                           "0/../005",  "0/x999/x999/x999/x999/x999/x999/x999/x999/x999/999"}) {
    EXPECT_EQ(parse_tile_path(path), std::nullopt) << path;
  }
}

TEST(TileWidth, FollowsTheTreesSize) {
  EXPECT_EQ(tile_width(0, 0, 0), 0U);
  EXPECT_EQ(tile_width(0, 0, 255), 255U);
  EXPECT_EQ(tile_width(0, 1, 256), 0U);
  EXPECT_EQ(tile_width(0, 1, 70000), 256U);
  EXPECT_EQ(tile_width(1, 1, 70000), 17U);
  EXPECT_EQ(tile_width(2, 0, 70000), 1U);
  EXPECT_EQ(tile_width(3, 0, 70000), 0U);
  EXPECT_EQ(tile_width(9, 0, 70000), 0U);
  EXPECT_EQ(tile_width(0, UINT64_MAX, UINT64_MAX), 0U);
}

TEST(TileNodes, AreThoseOfTheTree) {
  constexpr std::uint64_t kSize = 1000;
  const WholeTree tree(kSize);
  const NodeSource whole = tree.source();
  int reads = 0;
  const TileSource tiles = [&](const TileId& tile) -> Result<std::vector<Sha256>> {
    ++reads;
    std::vector<Sha256> hashes;
    for (std::uint64_t i = 0; i < tile.width; ++i)
      hashes.push_back(*whole(tile.level * kTileHeight, tile.index * kTileWidth + i));
    return hashes;
  };
  TileNodes nodes(kSize, tiles);
  const NodeSource from_tiles = [&](unsigned level, std::uint64_t index) {
    return nodes.node(level, index);
  };
  for (std::uint64_t index = 0; index < kSize; index += 37) {
    EXPECT_EQ(*inclusion_proof(index, kSize, from_tiles), *inclusion_proof(index, kSize, whole));
  }
  EXPECT_LE(reads, 5) << "each tile is read once";
}

TEST(TileNodes, SayWhenTheSourceGivesTooFewHashes) {
  const TileSource tiles = [](const TileId&) -> Result<std::vector<Sha256>> {
    return std::vector<Sha256>(3);
  };
  EXPECT_EQ(TileNodes(8, tiles).node(2, 0).error().kind(), ErrorKind::corrupt);
}

}  // namespace
}  // namespace consentry
