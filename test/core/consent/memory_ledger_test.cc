// SPDX-License-Identifier: Apache-2.0
#include "fakes/memory_ledger.h"

#include "fakes/ledger_conformance.h"

namespace consentry {
namespace {

struct MemoryMaker {
  static std::unique_ptr<Ledger> make() { return std::make_unique<MemoryLedger>(); }
};

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, LedgerConformance, MemoryMaker);

TEST(ReceiptFor, SaysThatARecordIsInNoCheckpointYet) {
  const MemoryLedger ledger;
  EXPECT_EQ(receipt_for(ledger, StoredRecord{}).error().kind(), ErrorKind::not_found);
}

}  // namespace
}  // namespace consentry
