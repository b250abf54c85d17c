// SPDX-License-Identifier: Apache-2.0
// The append-only Merkle tree of RFC 6962 section 2.1: who knows its root can be shown that a
// record is in it, and that a later tree holds all of an earlier one.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/digest.h"
#include "core/base/error.h"

namespace consentry {

// Hashes of the tree. Keeps one digest context, which makes a hash twice as fast as one of its own
// each time. Not thread-safe.
class TreeHasher {
 public:
  TreeHasher();
  ~TreeHasher();
  TreeHasher(TreeHasher&&) noexcept;
  TreeHasher& operator=(TreeHasher&&) noexcept;

  // SHA-256(0x00 || record)
  Sha256 leaf(std::string_view record);
  // SHA-256(0x01 || left || right)
  Sha256 node(const Sha256& left, const Sha256& right);
  // The root of a tree without leaves: SHA-256 of nothing.
  Sha256 empty();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The root of a complete subtree: 2^level leaves, the first of them number index * 2^level.
struct TreeNode {
  unsigned level = 0;
  std::uint64_t index = 0;
  Sha256 hash{};
};

// What must be remembered to append: the roots of the complete subtrees, at most one a level, largest
// first. 64 hashes for any number of leaves. Not thread-safe.
class CompactTree {
 public:
  CompactTree() = default;
  // corrupt: a tree of this size does not have so many complete subtrees.
  static Result<CompactTree> restore(std::uint64_t size, std::vector<Sha256> peaks);

  // Answers the subtrees that the leaf completes, the leaf itself first, each of twice the size of
  // the one before. Valid until the next call.
  std::span<const TreeNode> append(const Sha256& leaf);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] const std::vector<Sha256>& peaks() const { return peaks_; }
  [[nodiscard]] Sha256 root();

 private:
  std::uint64_t size_ = 0;
  std::vector<Sha256> peaks_;
  std::vector<TreeNode> completed_;
  TreeHasher hasher_;
};

}  // namespace consentry
