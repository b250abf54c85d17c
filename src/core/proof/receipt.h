// SPDX-License-Identifier: Apache-2.0
// What a visitor takes home: the record, and the proof that the log holds it. Format and a check
// without this program: docs/formats/receipt.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/proof/checkpoint.h"

namespace consentry {

inline constexpr std::string_view kReceiptVersion = "consentry-receipt-1";
// Longest receipt that is read: a record has at most some KiB, a proof at most 64 hashes.
inline constexpr std::size_t kMaxReceiptBytes = std::size_t{128} * 1024;

// Value type; nothing in it is checked until check_receipt().
struct Receipt {
  std::string record;  // JSON object without white space: the very bytes that were hashed
  std::uint64_t leaf_index = 0;
  std::uint64_t tree_size = 0;
  std::vector<Sha256> hashes;  // inclusion proof, lowest first
  std::string checkpoint;      // signed note of that tree
  std::string key;             // the verifier key that the log names as its own
};

// The record stands in it as an object, its members in the order of `record`.
std::string receipt_json(const Receipt& receipt);
// invalid_input with the member that is missing or wrong; unsupported for another version.
Result<Receipt> parse_receipt(std::string_view json);

enum class ReceiptVerdict {
  proved,          // the log, by its signature, holds this record
  bad_key,         // the key given (or named) is none
  bad_signature,   // the checkpoint is not signed by the key
  bad_checkpoint,  // the checkpoint is of another tree than the proof
  bad_proof,       // record, index or hashes do not lead to the root
};
std::string_view explain(ReceiptVerdict verdict);

// `key`: verifier key from a source that the reader trusts; empty: the receipt's own, which proves
// no more than that the receipt is consistent.
ReceiptVerdict check_receipt(const Receipt& receipt, std::string_view key);

}  // namespace consentry
