// SPDX-License-Identifier: Apache-2.0
// The eight leaves with which implementations of RFC 6962 test themselves, and their roots.
#pragma once

#include <array>
#include <map>
#include <string>
#include <utility>

#include "core/base/bytes.h"
#include "core/proof/inclusion.h"

namespace consentry {

inline const std::array<std::string, 8>& known_leaves() {
  static const std::array<std::string, 8> leaves{std::string(),
                                                 std::string("\x00", 1),
                                                 "\x10",
                                                 "\x20\x21",
                                                 "\x30\x31",
                                                 "\x40\x41\x42\x43",
                                                 "\x50\x51\x52\x53\x54\x55\x56\x57",
                                                 "\x60\x61\x62\x63\x64\x65\x66\x67"
                                                 "\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
  return leaves;
}

inline constexpr std::array<std::string_view, 9> kKnownRoots{
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

// A tree of `size` different leaves, kept whole in memory: what proofs are held against.
class WholeTree {
 public:
  explicit WholeTree(std::uint64_t size) {
    for (std::uint64_t i = 0; i < size; ++i) add(TreeHasher().leaf(std::to_string(i)));
  }
  void add(const Sha256& leaf) {
    for (const TreeNode& node : tree_.append(leaf)) nodes_[{node.level, node.index}] = node.hash;
    roots_.push_back(tree_.root());
  }
  [[nodiscard]] Sha256 root(std::uint64_t size) const { return roots_.at(size - 1); }
  [[nodiscard]] Sha256 leaf(std::uint64_t index) const { return nodes_.at({0, index}); }
  [[nodiscard]] NodeSource source() const {
    return [this](unsigned level, std::uint64_t index) -> Result<Sha256> {
      const auto found = nodes_.find({level, index});
      if (found == nodes_.end()) return Error{ErrorKind::not_found, "no such complete subtree"};
      return found->second;
    };
  }

 private:
  CompactTree tree_;
  std::map<std::pair<unsigned, std::uint64_t>, Sha256> nodes_;
  std::vector<Sha256> roots_;
};

}  // namespace consentry
