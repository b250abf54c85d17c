// SPDX-License-Identifier: Apache-2.0
// The proof that an entry stands in a log, as a text that others' tools read (C2SP tlog-proof@v1):
// index, inclusion proof and signed checkpoint.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/proof/checkpoint.h"
#include "core/proof/inclusion.h"

namespace consentry {

// A note and at most 64 hashes of 45 bytes.
inline constexpr std::size_t kMaxLogProofBytes = kMaxNoteBytes + (std::size_t{8} << 10U);

struct LogProof {
  std::uint64_t index = 0;
  std::vector<Sha256> hashes;  // lowest first
  std::string checkpoint;      // signed note
};

std::string log_proof_text(const LogProof& proof);
// invalid_input for anything else; a line `extra` is allowed and skipped.
Result<LogProof> parse_log_proof(std::string_view text);

// The checkpoint, when it is signed by `key` and its tree holds `entry`. corrupt when not.
Result<Checkpoint> check_log_proof(const LogProof& proof, std::string_view entry,
                                   const VerifierKey& key);

// The key as a SubjectPublicKeyInfo in PEM (RFC 8410), which openssl reads.
std::string public_key_pem(const VerifierKey& key);

}  // namespace consentry
