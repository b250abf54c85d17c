// SPDX-License-Identifier: Apache-2.0
#include "io/store/ledger_check.h"

#include <map>
#include <optional>

namespace consentry {
namespace {

constexpr std::size_t kMostProblems = 100;

class Checker {
 public:
  explicit Checker(std::uint64_t size) { check_.size = size; }

  void take(const StoredLeaf& leaf) {
    if (leaf.index >= check_.size) return;  // came after the checkpoint was read
    if (leaf.index != tree_.size()) {
      // Everything behind a gap would be reported as well.
      if (!gap_) complain("record " + std::to_string(tree_.size()) + " is missing");
      gap_ = true;
      return;
    }
    check_.erased += leaf.record ? 0U : 1U;
    if (leaf.record && hasher_.leaf(leaf.record->text()) != leaf.hash)
      complain("record " + std::to_string(leaf.index) + " was changed");
    for (const TreeNode& node : tree_.append(leaf.hash)) {
      if (node.level > 0 && node.level % kTileHeight == 0)
        subtrees_[{node.level, node.index}] = node.hash;
    }
  }

  void take(const TreeNode& stored) {
    if ((stored.index + 1) << stored.level > check_.size) return;
    const auto found = subtrees_.find({stored.level, stored.index});
    if (found == subtrees_.end() || found->second != stored.hash) {
      complain("subtree " + std::to_string(stored.index) + " of level " +
               std::to_string(stored.level) + " is wrong");
    } else {
      subtrees_.erase(found);
    }
  }

  void hold_against(const LedgerHead& head, std::string_view key) {
    check_.key = head.key;
    if (!key.empty() && key != head.key) complain("the log is signed by another key: " + head.key);
    if (tree_.size() != head.size && !gap_) {
      complain("the checkpoint signs " + std::to_string(head.size) + " records, " +
               std::to_string(tree_.size()) + " are there");
    }
    if (head.size == 0) return;
    const auto verifier = VerifierKey::parse(key.empty() ? std::string_view(head.key) : key);
    if (!verifier) return complain("the key is none: " + verifier.error().text());
    const auto checkpoint = open_checkpoint(head.checkpoint, *verifier);
    if (!checkpoint) return complain(checkpoint.error().text());
    if (checkpoint->size != head.size || checkpoint->root != tree_.root())
      complain("the records do not lead to the signed root");
  }

  void complain(std::string problem) {
    if (check_.problems.size() < kMostProblems) check_.problems.push_back(std::move(problem));
  }
  void miss_subtrees() {
    if (!subtrees_.empty() && !gap_)
      complain(std::to_string(subtrees_.size()) + " subtrees are missing");
  }
  LedgerCheck take_result() { return std::move(check_); }

 private:
  LedgerCheck check_;
  CompactTree tree_;
  TreeHasher hasher_;
  std::map<std::pair<unsigned, std::uint64_t>, Sha256> subtrees_;
  bool gap_ = false;
};

}  // namespace

Result<LedgerCheck> check_ledger(const SqliteLedgerView& ledger, std::string_view key) {
  // The head first: what is appended meanwhile lies behind it.
  const auto head = ledger.head();
  if (!head) return head.error();
  const auto counted_before = ledger.counted();
  if (!counted_before) return counted_before.error();
  Checker checker(head->size);
  const Status read = ledger.for_each(0, [&](const StoredLeaf& leaf) -> Status {
    checker.take(leaf);
    return {};
  });
  if (!read) return read.error();
  checker.hold_against(*head, key);
  const Status nodes = ledger.for_each_subtree([&](const TreeNode& node) -> Status {
    checker.take(node);
    return {};
  });
  if (!nodes) return nodes.error();
  checker.miss_subtrees();
  const auto after = ledger.head();
  if (!after) return after.error();
  if (*counted_before < head->size || *counted_before > after->size)
    checker.complain("the counts tell of " + std::to_string(*counted_before) + " records");
  return checker.take_result();
}

}  // namespace consentry
