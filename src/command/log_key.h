// SPDX-License-Identifier: Apache-2.0
// The secret that signs a log, as a file: name of the log, newline, seed in hexadecimal.
#pragma once

#include <filesystem>
#include <string>

#include "core/proof/signed_note.h"

namespace consentry {

// Draws a key and keeps it where only its owner can read it. An empty `log_name` becomes `prefix` and
// six bytes of the key. conflict: the file is there.
Status create_log_key(const std::filesystem::path& path, const std::string& log_name,
                      const std::string& prefix = "consentry-log-");

// corrupt: the file is no key.
Result<SigningKey> read_log_key(const std::filesystem::path& path);

}  // namespace consentry
