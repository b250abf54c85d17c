// SPDX-License-Identifier: Apache-2.0
// Passphrases come from files or the terminal, never from a command line, which others can read.
#pragma once

#include <string>
#include <vector>

#include "io/seal/key_file.h"

namespace consentry {

enum class Asking {
  once,
  twice
};  // twice: to set one, so that no slip of a finger locks a key for ever

// The first line of each file; without files, `count` of them from the terminal, unseen. invalid_input:
// another number of files, or two that were typed differ; unavailable: there is no terminal.
Result<Passphrases> read_passphrases(const std::vector<std::string>& files, std::size_t count,
                                     Asking asking);

}  // namespace consentry
