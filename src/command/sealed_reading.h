// SPDX-License-Identifier: Apache-2.0
// What the evidence bundle in a scan's folder holds of that scan.
#pragma once

#include <filesystem>

#include "core/judge/sealed_records.h"

namespace consentry {

// Of the manifest alone: nothing is checked, and who follows a reference checks the bundle. Without a
// manifest where there is no bundle to read; without entries where its manifest is damaged.
SealedRecords sealed_records(const std::filesystem::path& folder);

}  // namespace consentry
