// SPDX-License-Identifier: Apache-2.0
// Any bytes are a verifier key or not, a note or not, a checkpoint or not; what is read is written
// the same.
#include "core/proof/checkpoint.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  const std::string text(data, data + size);
  if (const auto key = VerifierKey::parse(text); key && key->text() != text) __builtin_trap();
  static const SigningKey key = *SigningKey::create("log", {1});
  (void)key.verifier().open(text);
  if (const auto note = key.sign(text); note && *key.verifier().open(*note) != text)
    __builtin_trap();
  const auto read = parse_checkpoint(text);
  return read && !text.starts_with(checkpoint_text(*read)) ? 1 : 0;
}
