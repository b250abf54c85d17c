// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/tally.h"

#include <algorithm>

#include "core/base/bytes.h"

namespace consentry {
namespace {

Sha256 leaf_of(TreeHasher& hasher, const Sha256& commitment) {
  return hasher.leaf({reinterpret_cast<const char*>(commitment.data()), commitment.size()});
}

// All complete subtrees of the tree, by level.
class Subtrees {
 public:
  explicit Subtrees(const std::vector<MandateBook::CountedLeaf>& leaves) {
    TreeHasher hasher;
    std::vector<Sha256> level;
    level.reserve(leaves.size());
    for (const auto& leaf : leaves) level.push_back(leaf_of(hasher, leaf.commitment));
    while (!level.empty()) {
      std::vector<Sha256> above;
      for (std::size_t i = 0; i + 1 < level.size(); i += 2)
        above.push_back(hasher.node(level[i], level[i + 1]));
      levels_.push_back(std::move(level));
      level = std::move(above);
    }
  }

  [[nodiscard]] Result<Sha256> node(unsigned level, std::uint64_t index) const {
    if (level >= levels_.size() || index >= levels_[level].size())
      return Error{ErrorKind::internal, "the counted tree has no such part"};
    return levels_[level][index];
  }

 private:
  std::vector<std::vector<Sha256>> levels_;
};

void count(const StoredMandate& mandate, MandateTally& tally) {
  const MandateFacts& facts = mandate.kept.facts;
  ++tally.counted;
  ++tally.by_country[facts.country];
  if (mandate.confirmed) ++tally.by_day[to_rfc3339(*mandate.confirmed).substr(0, 10)];
  for (const std::string& id : facts.respondents) ++tally.by_respondent[id];
  for (const Power power : facts.powers) ++tally.by_power[std::string(name_of(power))];
  ++tally.by_text[to_hex(facts.text)];
  if (facts.connected) ++tally.connected;
}

}  // namespace

MandateTally tally_of(const std::vector<StoredMandate>& mandates,
                      const MandateBook::StateCounts& states, std::uint64_t suspects) {
  MandateTally tally;
  tally.states = states;
  tally.suspects = suspects;
  std::vector<MandateBook::CountedLeaf> leaves;
  for (const StoredMandate& mandate : mandates) {
    if (mandate.state != MandateState::confirmed) continue;
    count(mandate, tally);
    leaves.push_back({mandate.number, mandate.kept.commitment});
  }
  tally.root = counted_root(leaves);
  return tally;
}

Sha256 counted_root(const std::vector<MandateBook::CountedLeaf>& leaves) {
  CompactTree tree;
  TreeHasher hasher;
  for (const auto& leaf : leaves) tree.append(leaf_of(hasher, leaf.commitment));
  return tree.root();
}

Result<CountProof> prove_counted(const std::vector<MandateBook::CountedLeaf>& leaves,
                                 std::uint64_t number) {
  const auto found = std::ranges::find(leaves, number, &MandateBook::CountedLeaf::number);
  if (found == leaves.end())
    return Error{ErrorKind::not_found, "no mandate " + std::to_string(number) + " counts"};
  const Subtrees subtrees(leaves);
  const NodeSource nodes = [&](unsigned level, std::uint64_t index) {
    return subtrees.node(level, index);
  };
  CountProof proof;
  proof.index = static_cast<std::uint64_t>(found - leaves.begin());
  proof.size = leaves.size();
  auto hashes = inclusion_proof(proof.index, proof.size, nodes);
  if (!hashes) return hashes.error();
  proof.hashes = *std::move(hashes);
  proof.root = counted_root(leaves);
  return proof;
}

bool proves_counted(const CountProof& proof, const Sha256& commitment) {
  TreeHasher hasher;
  return proves_inclusion(leaf_of(hasher, commitment), proof.index, proof.size, proof.hashes,
                          proof.root);
}

std::string count_proof_json(const CountProof& proof) {
  std::string hashes;
  for (const Sha256& hash : proof.hashes)
    hashes += (hashes.empty() ? "\"" : ",\"") + to_hex(hash) + "\"";
  return "{\"index\":" + std::to_string(proof.index) + ",\"size\":" + std::to_string(proof.size) +
         ",\"hashes\":[" + hashes + "],\"root\":\"" + to_hex(proof.root) + "\"}";
}

}  // namespace consentry
