// SPDX-License-Identifier: Apache-2.0
// The ledger in memory, with a hand-turned clock: answers at once, on the caller's thread.
#pragma once

#include <algorithm>
#include <map>
#include <mutex>
#include <tuple>

#include "core/consent/ledger.h"

namespace consentry {

class MemoryLedger final : public Ledger {
 public:
  UtcTime now{1763846801000};
  bool broken = false;  // every append fails, as with a full disk

  void append(LedgerEntry entry, AppendDone done) override { done(add(entry)); }

  void erase(std::string site, VisitorId visitor, EraseDone done) override {
    done(forget(site, visitor));
  }

  Result<std::vector<StoredRecord>> records_of(std::string_view site,
                                               const VisitorId& visitor) const override {
    const std::scoped_lock lock(mutex_);
    std::vector<StoredRecord> found;
    std::copy_if(records_.begin(), records_.end(), std::back_inserter(found),
                 [&](const StoredRecord& each) {
                   return each.tail.site == site && each.head.visitor == visitor;
                 });
    return found;
  }

  Result<LedgerHead> head() const override {
    const std::scoped_lock lock(mutex_);
    LedgerHead head{tree_.size(), "", key_.verifier().text()};
    if (head.size == 0) return head;
    CompactTree tree = *CompactTree::restore(tree_.size(), tree_.peaks());
    head.checkpoint = *sign_checkpoint({key_.verifier().name(), head.size, tree.root()}, key_);
    return head;
  }

  Result<std::vector<Sha256>> tile(const TileId& tile) const override {
    const std::scoped_lock lock(mutex_);
    if (tile_width(tile.level, tile.index, tree_.size()) < tile.width)
      return Error{ErrorKind::not_found, "the log is not that large"};
    std::vector<Sha256> hashes;
    for (std::uint64_t i = 0; i < tile.width; ++i)
      hashes.push_back(nodes_.at({tile.level * kTileHeight, tile.index * kTileWidth + i}));
    return hashes;
  }

  Result<std::vector<DayCount>> counts(std::string_view site, std::int64_t from,
                                       std::int64_t to) const override {
    const std::scoped_lock lock(mutex_);
    std::vector<DayCount> found;
    for (const auto& [key, count] : counts_) {
      const auto& [of, day, act, choices] = key;
      if (of == site && day >= from && day <= to) found.push_back({of, day, act, choices, count});
    }
    return found;
  }

 private:
  // The lock is given back before anybody is told, who may well ask the ledger something.
  Result<Appended> add(const LedgerEntry& entry) {
    const std::scoped_lock lock(mutex_);
    if (broken) return Error{ErrorKind::unavailable, "no space left"};
    StoredRecord record;
    for (const StoredRecord& each : records_) {
      if (each.head.visitor != entry.visitor || each.tail.site != entry.tail.site) continue;
      if (each.head.key == entry.key)
        return Appended{each.head.index, each.head.time, record_id(each.head), true};
      record.head.previous = each.head.index;
    }
    record.head = {tree_.size(),
                   now,
                   entry.visitor,
                   entry.key,
                   entry.device_time.milliseconds - now.milliseconds,
                   entry.clicks,
                   entry.shown_ms,
                   record.head.previous};
    record.tail = entry.tail;
    for (const TreeNode& node : tree_.append(TreeHasher().leaf(record.text())))
      nodes_[{node.level, node.index}] = node.hash;
    ++counts_[{entry.tail.site, now.milliseconds / 86'400'000, entry.tail.act, entry.tail.choices}];
    records_.push_back(record);
    return Appended{record.head.index, now, record_id(record.head), false};
  }

  std::uint64_t forget(const std::string& site, const VisitorId& visitor) {
    const std::scoped_lock lock(mutex_);
    const std::uint64_t gone = std::erase_if(records_, [&](const StoredRecord& each) {
      return each.tail.site == site && each.head.visitor == visitor;
    });
    return gone;
  }

  mutable std::mutex mutex_;
  SigningKey key_ = *SigningKey::create("log.example", {1});
  CompactTree tree_;
  std::map<std::pair<unsigned, std::uint64_t>, Sha256> nodes_;
  std::vector<StoredRecord> records_;
  std::map<std::tuple<std::string, std::int64_t, Act, std::string>, std::uint64_t> counts_;
};

}  // namespace consentry
