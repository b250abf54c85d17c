// SPDX-License-Identifier: Apache-2.0
// Any bytes are a proof of a log or not; none is good by a key that signed nothing.
#include "core/proof/log_proof.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  const auto proof = parse_log_proof({reinterpret_cast<const char*>(data), size});
  if (!proof) return 0;
  static const VerifierKey key = SigningKey::create("log", {7})->verifier();
  if (check_log_proof(*proof, "entry", key)) __builtin_trap();
  const auto again = parse_log_proof(log_proof_text(*proof));
  if (!again || again->checkpoint != proof->checkpoint) __builtin_trap();
  return 0;
}
