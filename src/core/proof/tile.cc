// SPDX-License-Identifier: Apache-2.0
#include "core/proof/tile.h"

#include <algorithm>
#include <charconv>

namespace consentry {
namespace {

constexpr std::uint64_t kGroup = 1000;

std::string three_digits(std::uint64_t number) {
  const std::string text = std::to_string(number);
  return std::string(3 - text.size(), '0') + text;
}

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Takes what stands before the next '/'.
std::string_view next_part(std::string_view& rest) {
  const std::size_t cut = std::min(rest.find('/'), rest.size());
  const std::string_view part = rest.substr(0, cut);
  rest.remove_prefix(std::min(cut + 1, rest.size()));
  return part;
}

}  // namespace

std::string tile_path(const TileId& tile) {
  std::string groups = three_digits(tile.index % kGroup);
  for (std::uint64_t rest = tile.index / kGroup; rest > 0; rest /= kGroup) {
    groups = "x" + three_digits(rest % kGroup) + "/" + groups;
  }
  const std::string partial = tile.width < kTileWidth ? ".p/" + std::to_string(tile.width) : "";
  return std::to_string(tile.level) + "/" + groups + partial;
}

std::optional<TileId> parse_tile_path(std::string_view path) {
  constexpr std::size_t kLongestPath = 48;
  if (path.size() > kLongestPath) return std::nullopt;
  std::string_view rest = path;
  TileId tile;
  const auto level = number_of(next_part(rest));
  if (!level || *level >= kTileLevels) return std::nullopt;
  tile.level = static_cast<unsigned>(*level);
  std::string_view part = next_part(rest);
  while (part.starts_with('x')) {
    const auto group = number_of(part.substr(1));
    if (!group) return std::nullopt;
    tile.index = tile.index * kGroup + *group;
    part = next_part(rest);
  }
  if (part.ends_with(".p")) {
    part.remove_suffix(2);
    const auto width = number_of(rest);
    if (!width || *width == 0 || *width >= kTileWidth) return std::nullopt;
    tile.width = *width;
  }
  const auto group = number_of(part);
  if (!group) return std::nullopt;
  tile.index = tile.index * kGroup + *group;
  // One spelling only: what we would write ourselves.
  return tile_path(tile) == path ? std::optional(tile) : std::nullopt;
}

std::uint64_t tile_width(unsigned level, std::uint64_t index, std::uint64_t size) {
  const std::uint64_t subtrees = level < kTileLevels ? size >> (level * kTileHeight) : 0;
  const std::uint64_t first = index << kTileHeight;
  if (index > subtrees >> kTileHeight || first >= subtrees) return 0;
  return std::min(kTileWidth, subtrees - first);
}

Result<Sha256> TileNodes::node(unsigned level, std::uint64_t index) {
  const unsigned tile_level = level / kTileHeight;
  const unsigned height = level % kTileHeight;
  const std::uint64_t first = index << height;
  TileId id{tile_level, first >> kTileHeight, 0};
  id.width = tile_width(id.level, id.index, size_);
  auto found = read_.find(id);
  if (found == read_.end()) {
    auto hashes = tiles_(id);
    if (!hashes) return hashes.error();
    found = read_.emplace(id, *std::move(hashes)).first;
  }
  const std::uint64_t begin = first & (kTileWidth - 1);
  const std::uint64_t count = 1ULL << height;
  if (found->second.size() != id.width || begin + count > id.width) {
    return Error{ErrorKind::corrupt, "tile " + tile_path(id) + " lacks hashes"};
  }
  std::vector<Sha256> row(found->second.begin() + static_cast<std::ptrdiff_t>(begin),
                          found->second.begin() + static_cast<std::ptrdiff_t>(begin + count));
  for (; row.size() > 1; row.resize(row.size() / 2)) {
    for (std::size_t i = 0; i < row.size() / 2; ++i)
      row[i] = hasher_.node(row[2 * i], row[2 * i + 1]);
  }
  return row.front();
}

}  // namespace consentry
