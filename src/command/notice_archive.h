// SPDX-License-Identifier: Apache-2.0
// Everything that was ever published for a site, written into a folder: what `site archive` does.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

class SqliteSiteStore;

// DIR/<time>-<digest>/notice.json, whose SHA-256 the records of choices name, and the pictures beside
// it. Returns how many publications were written. unavailable: the folder cannot be written.
Result<int> write_notice_archive(const SqliteSiteStore& store, std::string_view site,
                                 const std::filesystem::path& folder);

}  // namespace consentry
