// SPDX-License-Identifier: Apache-2.0
#include "core/consent/ledger.h"

#include <utility>

namespace consentry {

LedgerEntry entry_for(const Choice& choice, const Notice& notice) {
  LedgerEntry entry;
  entry.visitor = choice.visitor;
  entry.key = key_digest(choice.key);
  entry.device_time = choice.time;
  entry.clicks = choice.clicks;
  entry.shown_ms = choice.shown_ms;
  entry.tail = record_tail(choice, notice);
  return entry;
}

Result<Receipt> receipt_for(const LedgerView& ledger, const StoredRecord& record) {
  auto head = ledger.head();
  if (!head) return head.error();
  if (record.head.index >= head->size)
    return Error{ErrorKind::not_found, "no checkpoint holds this record yet"};
  const TileSource tiles = [&](const TileId& tile) { return ledger.tile(tile); };
  TileNodes nodes(head->size, tiles);
  auto hashes = inclusion_proof(
      record.head.index, head->size,
      [&](unsigned level, std::uint64_t index) { return nodes.node(level, index); });
  if (!hashes) return hashes.error().in("proof of record " + std::to_string(record.head.index));
  return Receipt{record.text(),      record.head.index, head->size,
                 *std::move(hashes), head->checkpoint,  head->key};
}

}  // namespace consentry
