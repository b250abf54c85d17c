// SPDX-License-Identifier: Apache-2.0
// Proves the counts by counting again what the records say. A record that was erased tells neither
// day nor site any more, and stays counted: on days from which one may be missing the counts must
// be at least what the records say, on all others exactly that.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace consentry {

struct Recount {
  std::uint64_t records = 0;          // that are kept, and were counted again
  std::uint64_t whole_days = 0;       // of a site, all of whose records are kept
  std::uint64_t partial_days = 0;     // of a site, from which a record may have been erased
  std::uint64_t without_country = 0;  // choices that a crash left without country and device
  // "shop, 2026-11-20: ..."; at most a hundred.
  std::vector<std::string> differences;
};

// Of one site, or of all when it is empty; at one moment, beside a server that writes.
// unsupported: the database's tables are those of an earlier program.
Result<Recount> recount_statistics(const std::filesystem::path& database, std::string_view site);

}  // namespace consentry
