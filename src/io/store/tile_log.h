// SPDX-License-Identifier: Apache-2.0
// An append-only log in a folder, in the files that a web server gives out as they are (C2SP
// tlog-tiles): `checkpoint`, `tile/LEVEL/INDEX[.p/WIDTH]` and `tile/entries/INDEX[.p/WIDTH]`.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/proof/log_proof.h"
#include "core/proof/signed_note.h"

namespace consentry {

// What one entry may have (C2SP tlog-tiles: its length stands in 16 bits).
inline constexpr std::size_t kMaxLogEntry = 65'535;

// Appends one entry durably and answers its proof in the tree that it made. The folder is made when
// it is not there; one process at a time appends. A crash leaves the log as it was: the checkpoint is
// written last. conflict: another process appends, or the log was signed by another key; corrupt: a
// tile does not lead to the checkpoint; exhausted: the entry is too long.
Result<LogProof> append_to_log(const std::filesystem::path& folder, const SigningKey& key,
                               std::string_view entry);

// The newest checkpoint, checked; one of size 0 when the log is empty.
Result<Checkpoint> head_of_log(const std::filesystem::path& folder, const VerifierKey& key);

}  // namespace consentry
