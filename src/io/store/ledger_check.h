// SPDX-License-Identifier: Apache-2.0
// Checks the whole log from what is stored: every record against its leaf, the leaves against the
// signed root, the counts against the leaves.
#pragma once

#include <string>
#include <vector>

#include "io/store/sqlite_ledger_view.h"

namespace consentry {

struct LedgerCheck {
  std::uint64_t size = 0;    // leaves that the checkpoint signs
  std::uint64_t erased = 0;  // of these, those whose content was erased
  std::string key;           // that signed
  // What is wrong, the first hundred; empty: all is well.
  std::vector<std::string> problems;
};

// `key`: the verifier key from a source the reader trusts; empty: the one that the log names. An
// Error only when the ledger cannot be read.
Result<LedgerCheck> check_ledger(const SqliteLedgerView& ledger, std::string_view key);

}  // namespace consentry
