// SPDX-License-Identifier: Apache-2.0
// From a scan's folder to one file that holds before others, and from a bundle to one with more
// stamps. Format: docs/formats/evidence-bundle.md.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/evidence_attestation.h"
#include "command/evidence_statement.h"

namespace consentry {

// Where a scan's bundle is written when nobody says otherwise, below its folder.
inline constexpr const char* kBundleFile = "evidence.zip";

struct SealOrder {
  std::filesystem::path folder;
  std::filesystem::path bundle;  // written; replaced when it is there
  SealerWords words;
  AttestationOrder attestation;
};

struct SealOutcome {
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  std::string manifest_sha256;
  std::vector<std::string> problems;  // what was asked for and could not be had: stamps, log
};

// Seals every file of the folder but hidden ones and bundles. not_found: no scan's folder;
// invalid_input: a file with a name that cannot stand in a bundle, or one that changes meanwhile.
Result<SealOutcome> seal_folder(const SealOrder& order, UtcTime now);

// Adds log entry and stamps to a bundle; sealed files stay as they are, in their places. Refuses with
// corrupt a bundle whose sealed files are not those of its manifest.
Result<SealOutcome> stamp_bundle(const std::filesystem::path& bundle, const AttestationOrder& order,
                                 UtcTime now);

}  // namespace consentry
