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
  bool held = false;    // nothing is erased

  void append(LedgerEntry entry, AppendDone done) override { done(add(entry)); }

  void erase(std::string site, VisitorId visitor, EraseDone done) override {
    if (held) return done(Error{ErrorKind::conflict, "held"});
    done(forget(site, visitor));
  }

  void count_shown(const BannerShown& banner) override {
    const std::scoped_lock lock(mutex_);
    visits_.add_shown(banner, now.milliseconds / 86'400'000);
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
    std::map<std::tuple<std::int64_t, Act, std::string>, std::uint64_t> sums;
    for (const auto& [key, count] : counts_) {
      if (key.site == site && key.day >= from && key.day <= to)
        sums[{key.day, key.act, key.choices}] += count;
    }
    std::vector<DayCount> found;
    for (const auto& [key, count] : sums) {
      const auto& [day, act, choices] = key;
      found.push_back({std::string(site), day, act, choices, count});
    }
    return found;
  }

  Result<std::vector<StatisticsGroup>> groups(const StatisticsQuery& query) const override {
    const std::scoped_lock lock(mutex_);
    std::map<std::string, EventCounts> sums;
    const bool by_visit = query.by == StatisticsBy::country || query.by == StatisticsBy::device;
    for (const auto& [key, count] : counts_) {
      if (!by_visit && within(query, key.site, key.day))
        sums[value_of(query.by, key)].add(key.act, count);
    }
    for (const VisitRow& row : visits_.rows()) {
      const bool by_day = query.by == StatisticsBy::day || query.by == StatisticsBy::site;
      if (row.kind != (by_day ? "device" : name_of(query.by)) || !within(query, row.site, row.day))
        continue;
      if (by_visit) {
        sums[row.value] += row.counts;
      } else {
        const Key key{row.site, row.day, {}, {}, row.value, row.value};
        sums[value_of(query.by, key)].shown += row.counts.shown;
      }
    }
    std::vector<StatisticsGroup> found;
    for (const auto& [value, counts] : sums) found.push_back({value, counts});
    return found;
  }

  Result<std::vector<ChoicePattern>> patterns(const StatisticsQuery& query) const override {
    const std::scoped_lock lock(mutex_);
    std::map<std::pair<std::string, std::string>, std::uint64_t> sums;
    for (const auto& [key, count] : counts_) {
      if (key.act != Act::withdraw && within(query, key.site, key.day))
        sums[{key.notice, key.choices}] += count;
    }
    std::vector<ChoicePattern> found;
    for (const auto& [key, count] : sums) found.push_back({key.first, key.second, count});
    return found;
  }

 private:
  struct Key {
    std::string site;
    std::int64_t day = 0;
    Act act = Act::reject_all;
    std::string choices;
    std::string language;
    std::string notice;
    auto operator<=>(const Key&) const = default;
  };
  static bool within(const StatisticsQuery& query, const std::string& site, std::int64_t day) {
    return (query.by == StatisticsBy::site || site == query.site) && day >= query.from_day &&
           day <= query.to_day;
  }
  static std::string value_of(StatisticsBy by, const Key& key) {
    switch (by) {
      case StatisticsBy::language:
        return key.language;
      case StatisticsBy::notice:
        return key.notice;
      case StatisticsBy::site:
        return key.site;
      default:
        return day_text(key.day);
    }
  }

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
    const std::int64_t day = now.milliseconds / 86'400'000;
    ++counts_[{entry.tail.site, day, entry.tail.act, entry.tail.choices, entry.tail.language,
               entry.tail.notice}];
    visits_.add_choice(entry.tail.site, day, entry.tail.act, entry.from);
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
  std::map<Key, std::uint64_t> counts_;
  VisitTally visits_;
};

}  // namespace consentry
