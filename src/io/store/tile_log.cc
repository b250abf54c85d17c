// SPDX-License-Identifier: Apache-2.0
#include "io/store/tile_log.h"

#include <algorithm>
#include <bit>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "core/proof/tile.h"
#include "io/store/evidence_folder.h"
#include "io/store/private_file.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHashBytes = Sha256{}.size();
constexpr std::size_t kMaxBundleBytes = kTileWidth * (kMaxLogEntry + 2);

std::optional<std::string> read_small(const fs::path& path, std::size_t most) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (bytes.size() > most) return std::nullopt;
  return bytes;
}

Status write_below(const fs::path& path, std::string_view bytes) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) {
    return Error{ErrorKind::unavailable,
                 "creating " + path.parent_path().string() + ": " + error.message()};
  }
  return write_whole_file(path, bytes);
}

Error damaged(const fs::path& path) {
  return {ErrorKind::corrupt, path.string() + " is missing or damaged"};
}

fs::path tile_file(const fs::path& folder, const TileId& tile) {
  return folder / "tile" / tile_path(tile);
}

// "x001/067.p/8", which is the path of a tile without its level.
fs::path entries_file(const fs::path& folder, std::uint64_t index, std::uint64_t width) {
  return folder / "tile" / "entries" / tile_path({0, index, width}).substr(2);
}

Result<std::vector<Sha256>> read_tile(const fs::path& folder, const TileId& tile) {
  const fs::path path = tile_file(folder, tile);
  const auto bytes = read_small(path, kTileWidth * kHashBytes);
  if (!bytes || bytes->size() != tile.width * kHashBytes) return damaged(path);
  std::vector<Sha256> hashes(tile.width);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    const auto begin = bytes->begin() + static_cast<std::ptrdiff_t>(i * kHashBytes);
    std::copy_n(begin, kHashBytes, hashes[i].begin());
  }
  return hashes;
}

// The tree as far as the checkpoint goes, with what is needed to append to it.
Result<CompactTree> restore_tree(const fs::path& folder, const Checkpoint& head) {
  const TileSource source = [&](const TileId& tile) { return read_tile(folder, tile); };
  TileNodes nodes(head.size, source);
  std::vector<Sha256> peaks;
  std::uint64_t begin = 0;
  for (unsigned level = 64; level-- > 0;) {
    if ((head.size >> level & 1U) == 0) continue;
    auto peak = nodes.node(level, begin >> level);
    if (!peak) return peak.error();
    peaks.push_back(*peak);
    begin += std::uint64_t{1} << level;
  }
  auto tree = CompactTree::restore(head.size, std::move(peaks));
  if (tree && head.size > 0 && tree->root() != head.root) {
    return Error{ErrorKind::corrupt, folder.string() + ": the tiles do not lead to the checkpoint"};
  }
  return tree;
}

// Puts one hash at the end of its tile. The tile is a new file of a greater width: those of before
// stay, as the checkpoints that they belong to do.
Status extend_tile(const fs::path& folder, unsigned tile_level, std::uint64_t index,
                   const Sha256& hash) {
  TileId tile{tile_level, index / kTileWidth, index % kTileWidth + 1};
  std::string bytes;
  if (tile.width > 1) {
    const TileId before{tile.level, tile.index, tile.width - 1};
    const auto old = read_small(tile_file(folder, before), kTileWidth * kHashBytes);
    if (!old || old->size() != before.width * kHashBytes) return damaged(tile_file(folder, before));
    bytes = *old;
  }
  bytes.append(hash.begin(), hash.end());
  return write_below(tile_file(folder, tile), bytes);
}

Status extend_entries(const fs::path& folder, std::uint64_t index, std::string_view entry) {
  const std::uint64_t width = index % kTileWidth + 1;
  std::string bytes;
  if (width > 1) {
    const fs::path before = entries_file(folder, index / kTileWidth, width - 1);
    auto old = read_small(before, kMaxBundleBytes);
    if (!old) return damaged(before);
    bytes = *std::move(old);
  }
  bytes += static_cast<char>(static_cast<unsigned char>(entry.size() >> 8U));
  bytes += static_cast<char>(static_cast<unsigned char>(entry.size() & 0xffU));
  bytes += entry;
  return write_below(entries_file(folder, index / kTileWidth, width), bytes);
}

Status write_tree(const fs::path& folder, std::span<const TreeNode> completed) {
  for (const TreeNode& node : completed) {
    // Levels between those of tiles are computed from them.
    if (node.level % kTileHeight != 0) continue;
    if (auto done = extend_tile(folder, node.level / kTileHeight, node.index, node.hash); !done)
      return done;
  }
  return {};
}

}  // namespace

Result<Checkpoint> head_of_log(const fs::path& folder, const VerifierKey& key) {
  const fs::path path = folder / "checkpoint";
  if (!fs::exists(path)) return Checkpoint{key.name(), 0, TreeHasher().empty()};
  const auto note = read_small(path, kMaxNoteBytes);
  if (!note) return damaged(path);
  auto head = open_checkpoint(*note, key);
  if (!head) return Error{ErrorKind::conflict, path.string() + ": " + head.error().text()};
  return head;
}

Result<LogProof> append_to_log(const fs::path& folder, const SigningKey& key,
                               std::string_view entry) {
  if (entry.size() > kMaxLogEntry) return Error{ErrorKind::exhausted, "a log's entry has 64 KiB"};
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    return Error{ErrorKind::unavailable, "creating " + folder.string() + ": " + error.message()};
  const auto lock = FolderLock::take(folder / "lock");
  if (!lock) return lock.error();
  const auto head = head_of_log(folder, key.verifier());
  if (!head) return head.error();
  auto tree = restore_tree(folder, *head);
  if (!tree) return tree.error();
  const std::uint64_t index = head->size;
  const auto completed = tree->append(TreeHasher().leaf(entry));
  if (auto done = write_tree(folder, completed); !done) return done.error();
  if (auto done = extend_entries(folder, index, entry); !done) return done.error();
  const auto note = sign_checkpoint({key.verifier().name(), tree->size(), tree->root()}, key);
  if (!note) return note.error();
  const TileSource source = [&](const TileId& tile) { return read_tile(folder, tile); };
  TileNodes nodes(tree->size(), source);
  auto hashes = inclusion_proof(index, tree->size(), [&](unsigned level, std::uint64_t node) {
    return nodes.node(level, node);
  });
  if (!hashes) return hashes.error();
  if (auto done = write_below(folder / "checkpoint", *note); !done) return done.error();
  return LogProof{index, *std::move(hashes), *note};
}

}  // namespace consentry
