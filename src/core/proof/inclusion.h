// SPDX-License-Identifier: Apache-2.0
// Proofs about the tree: that a leaf is in it (RFC 6962 section 2.1.1), and that a tree holds all of
// an earlier one in the same order (section 2.1.2). Making one needs hashes of the tree; checking
// one needs nothing but the roots (RFC 9162 sections 2.1.3.2 and 2.1.4.2).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/proof/merkle_tree.h"

namespace consentry {

// A proof has at most one hash a level.
inline constexpr std::size_t kMaxProofHashes = 64;

// Gives the root of a complete subtree by its level and index.
using NodeSource = std::function<Result<Sha256>(unsigned level, std::uint64_t index)>;

// The hashes beside the way from leaf `index` to the root of the first `size` leaves, lowest first.
// invalid_input unless index < size; else what the source fails with.
Result<std::vector<Sha256>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                            const NodeSource& nodes);
// invalid_input unless 0 < old_size <= new_size.
Result<std::vector<Sha256>> consistency_proof(std::uint64_t old_size, std::uint64_t new_size,
                                              const NodeSource& nodes);

// False also for a proof that is too long or too short.
bool proves_inclusion(const Sha256& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Sha256> proof, const Sha256& root);
bool proves_consistency(std::uint64_t old_size, const Sha256& old_root, std::uint64_t new_size,
                        const Sha256& new_root, std::span<const Sha256> proof);

}  // namespace consentry
