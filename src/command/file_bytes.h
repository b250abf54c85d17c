// SPDX-License-Identifier: Apache-2.0
// A file's bytes, whole.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/error.h"

namespace consentry {

// not_found when it cannot be opened, exhausted when it is larger than max_bytes (the caller's
// named limit), unavailable when reading fails.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes);

}  // namespace consentry
