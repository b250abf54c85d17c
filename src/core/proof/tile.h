// SPDX-License-Identifier: Apache-2.0
// The tree in pieces that can be cached for ever (C2SP tlog-tiles): a tile at level L and index N
// holds the hashes of up to 256 complete subtrees of 256^L leaves each, from number N * 256 on.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/proof/inclusion.h"

namespace consentry {

inline constexpr unsigned kTileHeight = 8;
inline constexpr std::uint64_t kTileWidth = 1U << kTileHeight;
// Levels 0..7 hold trees of up to 2^64 leaves.
inline constexpr unsigned kTileLevels = 8;

struct TileId {
  unsigned level = 0;
  std::uint64_t index = 0;
  // Hashes in it: 1..256. Below 256 it is a partial tile, of a tree that ended there.
  std::uint64_t width = kTileWidth;
  auto operator<=>(const TileId&) const = default;
};

// "0/x001/x234/067.p/8": level, index in groups of three digits, width when partial.
std::string tile_path(const TileId& tile);
// The same read; nothing for any other spelling.
std::optional<TileId> parse_tile_path(std::string_view path);
// How many hashes the tile has in a tree of `size` leaves; 0: the tile does not exist there.
std::uint64_t tile_width(unsigned level, std::uint64_t index, std::uint64_t size);

// Gives the hashes of a tile, exactly tile.width of them.
using TileSource = std::function<Result<std::vector<Sha256>>(const TileId& tile)>;

// Any complete subtree of a tree of `size` leaves, computed from its tiles. Each tile is read once.
// Not thread-safe; `tiles` must outlive it.
class TileNodes {
 public:
  TileNodes(std::uint64_t size, const TileSource& tiles) : size_(size), tiles_(tiles) {}
  // corrupt: the source gave another number of hashes, or the subtree is not complete.
  Result<Sha256> node(unsigned level, std::uint64_t index);

 private:
  std::uint64_t size_;
  const TileSource& tiles_;
  std::map<TileId, std::vector<Sha256>> read_;
  TreeHasher hasher_;
};

}  // namespace consentry
