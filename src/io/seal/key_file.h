// SPDX-License-Identifier: Apache-2.0
// The private key of a case as a text file, locked with passphrases (Argon2id, then XSalsa20-Poly1305).
// With two passphrases, each known to another officer, neither opens it alone. Format:
// docs/formats/mandate-form.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/seal/sealed_box.h"

namespace consentry {

// The file has some 400 bytes.
inline constexpr std::size_t kMaxKeyFileBytes = 4096;
// A passphrase shorter than this is tried out in no time, whatever the lock.
inline constexpr std::size_t kMinPassphraseBytes = 12;
inline constexpr std::size_t kMaxPassphraseBytes = 1024;
// So many officers can hold a part.
inline constexpr std::size_t kMaxPassphrases = 8;

// What opening costs whoever tries: libsodium's "moderate" (256 MiB, 0.7 s), "interactive" for tests.
enum class LockStrength { interactive, moderate };

// In the order given, which is the order in which they are needed again.
using Passphrases = std::vector<std::string>;

// invalid_input: none, too many, or one that is too short or too long.
Result<std::string> lock_key(const OpeningKey& key, const Passphrases& passphrases,
                             LockStrength strength);

// What can be read without a passphrase.
struct KeyFileHead {
  SealingKey sealing_key{};
  std::size_t passphrases = 0;
};
// invalid_input: no key file; unsupported: another version.
Result<KeyFileHead> read_key_file(std::string_view text);
// corrupt: a passphrase is wrong, or the file was changed; invalid_input: another number of them.
Result<OpeningKey> unlock_key(std::string_view text, const Passphrases& passphrases);

}  // namespace consentry
