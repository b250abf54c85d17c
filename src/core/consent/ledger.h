// SPDX-License-Identifier: Apache-2.0
// The port behind which choices are kept: appended for good, found by their visitor, proved by a
// tree. An in-memory one (test/fakes) and the real ones pass the same suite,
// test/fakes/ledger_conformance.h.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/consent/record.h"
#include "core/consent/statistics.h"
#include "core/proof/receipt.h"
#include "core/proof/tile.h"

namespace consentry {

// A choice ready to be kept.
struct LedgerEntry {
  VisitorId visitor{{}};
  std::uint64_t key = 0;  // key_digest()
  UtcTime device_time;
  std::int64_t clicks = 0;
  std::int64_t shown_ms = 0;
  RecordTail tail;
  VisitOrigin from{};  // counted, never kept with the record
};

LedgerEntry entry_for(const Choice& choice, const Notice& notice);

struct Appended {
  std::uint64_t index = 0;
  UtcTime time;
  std::string record_id;
  bool repeated = false;  // the same key was there already: this is the record of then
};

struct StoredRecord {
  RecordHead head;
  RecordTail tail;
  [[nodiscard]] std::string text() const { return record_text(head, tail.text); }
};

struct DayCount {
  std::string site;
  std::int64_t day = 0;  // days since 1970-01-01, UTC
  Act act = Act::reject_all;
  std::string choices;
  std::uint64_t count = 0;
};

// The log at one moment.
struct LedgerHead {
  std::uint64_t size = 0;
  std::string checkpoint;  // signed note; empty while size is 0
  std::string key;         // verifier key
};

// What can be read of a ledger. Thread-safe.
class LedgerView {
 public:
  virtual ~LedgerView() = default;
  // Oldest first; empty when there is none.
  [[nodiscard]] virtual Result<std::vector<StoredRecord>> records_of(
      std::string_view site, const VisitorId& visitor) const = 0;
  [[nodiscard]] virtual Result<LedgerHead> head() const = 0;
  // Exactly tile.width hashes; not_found when the log is not that large.
  [[nodiscard]] virtual Result<std::vector<Sha256>> tile(const TileId& tile) const = 0;
  // Days from..to of a site, in order.
  [[nodiscard]] virtual Result<std::vector<DayCount>> counts(std::string_view site,
                                                             std::int64_t from_day,
                                                             std::int64_t to_day) const = 0;
  // In the order of their values; of `by` site, those with any count.
  [[nodiscard]] virtual Result<std::vector<StatisticsGroup>> groups(
      const StatisticsQuery& query) const = 0;
  [[nodiscard]] virtual Result<std::vector<ChoicePattern>> patterns(
      const StatisticsQuery& query) const = 0;
};

// Thread-safe. One at a time may write to a store.
class Ledger : public LedgerView {
 public:
  // unavailable: the store failed, nothing was kept; exhausted: too many wait, come again later.
  using AppendDone = std::function<void(const Result<Appended>&)>;
  // How many records lost their content.
  using EraseDone = std::function<void(const Result<std::uint64_t>&)>;

  // Calls `done` exactly once, when the record is durable and a signed checkpoint holds it, or when
  // it cannot be kept; from another thread, or before it returns.
  virtual void append(LedgerEntry entry, AppendDone done) = 0;
  // Forgets visitor and content of the visitor's records on the site. Their leaf hashes and counts
  // stay, so that the proofs of all others hold. conflict: the site's records are held for a legal
  // dispute (GDPR, Article 17(3)(e)); nothing was forgotten.
  virtual void erase(std::string site, VisitorId visitor, EraseDone done) = 0;
  // Counted in memory, and with what the store writes next; what a crash loses is the last second.
  virtual void count_shown(const BannerShown& banner) = 0;
};

// The receipt of a stored record, proved against the log's present head. not_found when that does
// not hold it yet.
Result<Receipt> receipt_for(const LedgerView& ledger, const StoredRecord& record);

}  // namespace consentry
