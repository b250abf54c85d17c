// SPDX-License-Identifier: Apache-2.0
// Any bytes are a receipt or not; none is proved by a key that signed nothing.
#include "core/proof/receipt.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  const auto receipt = parse_receipt({reinterpret_cast<const char*>(data), size});
  if (!receipt) return 0;
  static const std::string key = SigningKey::create("log", {7})->verifier().text();
  if (check_receipt(*receipt, key) == ReceiptVerdict::proved) __builtin_trap();
  const auto again = parse_receipt(receipt_json(*receipt));
  if (!again || again->record != receipt->record) __builtin_trap();
  return 0;
}
