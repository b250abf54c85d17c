// SPDX-License-Identifier: Apache-2.0
#include "core/proof/inclusion.h"

#include <bit>
#include <string>

namespace consentry {
namespace {

// Leaves begin..end of the tree; `begin` is a multiple of the smallest power of two >= their number.
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  [[nodiscard]] std::uint64_t size() const { return end - begin; }
  [[nodiscard]] bool complete() const { return std::has_single_bit(size()); }
  // The largest power of two smaller than the size: what the left subtree holds.
  [[nodiscard]] std::uint64_t middle() const { return begin + std::bit_floor(size() - 1); }
};

class ProofMaker {
 public:
  explicit ProofMaker(const NodeSource& nodes) : nodes_(nodes) {}

  Result<Sha256> root(Range range) {
    if (range.complete()) {
      const auto level = static_cast<unsigned>(std::countr_zero(range.size()));
      return nodes_(level, range.begin >> level);
    }
    auto left = root({range.begin, range.middle()});
    if (!left) return left;
    auto right = root({range.middle(), range.end});
    if (!right) return right;
    return hasher_.node(*left, *right);
  }

  // PATH(m, D[n]) of section 2.1.1, with `index` counted from the tree's beginning.
  Status path(std::uint64_t index, Range range) {
    if (range.size() == 1) return {};
    const std::uint64_t middle = range.middle();
    const Range left{range.begin, middle};
    const Range right{middle, range.end};
    if (Status done = path(index, index < middle ? left : right); !done) return done;
    return add(index < middle ? right : left);
  }

  // SUBPROOF(m, D[n], b) of section 2.1.2; `known`: the old root is the root of this range.
  Status subproof(std::uint64_t old_end, Range range, bool known) {
    if (old_end == range.end) return known ? Status{} : add(range);
    const std::uint64_t middle = range.middle();
    const Range left{range.begin, middle};
    const Range right{middle, range.end};
    if (old_end <= middle) {
      if (Status done = subproof(old_end, left, known); !done) return done;
      return add(right);
    }
    if (Status done = subproof(old_end, right, false); !done) return done;
    return add(left);
  }

  std::vector<Sha256> take() { return std::move(proof_); }

 private:
  Status add(Range range) {
    const auto hash = root(range);
    if (!hash) return hash.error();
    proof_.push_back(*hash);
    return {};
  }

  const NodeSource& nodes_;
  TreeHasher hasher_;
  std::vector<Sha256> proof_;
};

}  // namespace

Result<std::vector<Sha256>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                            const NodeSource& nodes) {
  if (index >= size) {
    return invalid_input("a tree of " + std::to_string(size) + " leaves has no leaf " +
                         std::to_string(index));
  }
  ProofMaker maker(nodes);
  if (const Status done = maker.path(index, {0, size}); !done) return done.error();
  return maker.take();
}

Result<std::vector<Sha256>> consistency_proof(std::uint64_t old_size, std::uint64_t new_size,
                                              const NodeSource& nodes) {
  if (old_size == 0 || old_size > new_size) {
    return invalid_input("a tree of " + std::to_string(new_size) + " leaves holds no tree of " +
                         std::to_string(old_size));
  }
  ProofMaker maker(nodes);
  if (const Status done = maker.subproof(old_size, {0, new_size}, true); !done) return done.error();
  return maker.take();
}

namespace {

// The way from a leaf up to the root, along a proof (RFC 9162 section 2.1.3.2).
struct Ascent {
  std::uint64_t node;
  std::uint64_t last;

  // Whether the next hash of the proof stands on the left; goes up by one hash.
  bool rise() {
    const bool left = (node & 1U) != 0 || node == last;
    // A node without a right sibling rises until it has a left one.
    while (left && (node & 1U) == 0 && node != 0) up();
    up();
    return left;
  }
  void up() {
    node >>= 1U;
    last >>= 1U;
  }
};

}  // namespace

bool proves_inclusion(const Sha256& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Sha256> proof, const Sha256& root) {
  if (index >= size) return false;
  TreeHasher hasher;
  Ascent ascent{index, size - 1};
  Sha256 hash = leaf;
  for (const Sha256& beside : proof) {
    if (ascent.last == 0) return false;
    hash = ascent.rise() ? hasher.node(beside, hash) : hasher.node(hash, beside);
  }
  return ascent.last == 0 && hash == root;
}

bool proves_consistency(std::uint64_t old_size, const Sha256& old_root, std::uint64_t new_size,
                        const Sha256& new_root, std::span<const Sha256> proof) {
  if (old_size == 0 || old_size > new_size) return false;
  if (old_size == new_size) return proof.empty() && old_root == new_root;
  // A complete old tree is a node of the new one and is not repeated in the proof.
  const bool starts_with_root = std::has_single_bit(old_size);
  if (!starts_with_root && proof.empty()) return false;
  Ascent ascent{old_size - 1, new_size - 1};
  while ((ascent.node & 1U) != 0) ascent.up();
  TreeHasher hasher;
  Sha256 old_hash = starts_with_root ? old_root : proof.front();
  Sha256 new_hash = old_hash;
  for (const Sha256& beside : starts_with_root ? proof : proof.subspan(1)) {
    if (ascent.last == 0) return false;
    const bool left = ascent.rise();
    if (left) old_hash = hasher.node(beside, old_hash);
    new_hash = left ? hasher.node(beside, new_hash) : hasher.node(new_hash, beside);
  }
  return ascent.last == 0 && old_hash == old_root && new_hash == new_root;
}

}  // namespace consentry
