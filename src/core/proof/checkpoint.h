// SPDX-License-Identifier: Apache-2.0
// The tree at one moment, as others can keep it (C2SP tlog-checkpoint): which log, how many leaves,
// which root. Signed as a note.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/digest.h"
#include "core/proof/signed_note.h"

namespace consentry {

struct Checkpoint {
  std::string origin;  // name of the log, which is also the name of its key
  std::uint64_t size = 0;
  Sha256 root{};
};

// "ORIGIN\nSIZE\nBASE64\n"
std::string checkpoint_text(const Checkpoint& checkpoint);
// Reads it; further lines (extensions) are allowed and skipped. invalid_input for anything else,
// and for a size with a leading zero.
Result<Checkpoint> parse_checkpoint(std::string_view text);

Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);
// Checks signature and origin. corrupt: signed by nobody we know, or for another log.
Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key);

}  // namespace consentry
